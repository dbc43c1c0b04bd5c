package dev.quartermaster.provider.openai;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one choice while they come in pieces, and which of them a piece belongs to. OpenAI numbers each call
 * and names it in its first piece; compatible services number all of them 0, or none, or repeat an id in each piece.
 */
final class OpenCalls {

    private final List<OpenCall> calls = new ArrayList<>();

    List<OpenCall> all() {
        return calls;
    }

    /**
     * The call that the piece goes on with, or a new one: a new id begins a call, unless no name comes with it while the
     * last call is incomplete; a piece without an id goes on with the last call of its number, or of all where it has none.
     * Null for a piece without content.
     */
    @Nullable OpenCall of(Wire.Call piece) {
        String id = text(piece.id());
        String name = text(piece.toolName());
        OpenCall known = id == null ? null : known(id, piece.index());
        if (known != null) {
            return known;
        }
        OpenCall last = last(piece.index());
        if (last == null && id == null && name == null) {
            last = last(null);
        }
        if (last == null) {
            return isEmpty(piece, id, name) ? null : begin(piece, id);
        }
        boolean begins = id == null ? isAnother(name, last) : name != null || last.isWhole();
        return begins ? begin(piece, id) : last;
    }

    /** Returns whether a chunk without an id begins a new call: it names another tool, or the last call is complete. */
    private static boolean isAnother(@Nullable String name, OpenCall last) {
        return name != null && last.name() != null && (!name.equals(last.name()) || last.isWhole());
    }

    private static boolean isEmpty(Wire.Call piece, @Nullable String id, @Nullable String name) {
        return id == null && name == null && text(piece.text()) == null;
    }

    private OpenCall begin(Wire.Call piece, @Nullable String id) {
        OpenCall call = new OpenCall(piece.index(), id, piece.further());
        calls.add(call);
        return call;
    }

    private @Nullable OpenCall last(@Nullable Integer index) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (index == null || index.equals(calls.get(i).index())) {
                return calls.get(i);
            }
        }
        return null;
    }

    private @Nullable OpenCall known(String id, Integer index) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            OpenCall call = calls.get(i);
            boolean sameNumber = index == null || call.index() == null || index.equals(call.index());
            if (sameNumber && id.equals(call.id())) {
                return call;
            }
        }
        return null;
    }

    private static @Nullable String text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
