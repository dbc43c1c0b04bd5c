package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.StreamReader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the function calls of a stream as {@link CheckedCalls} does those of a whole answer: the arguments pass as they
 * grow, and a turn that ends normally although some of them are no JSON object fails the stream.
 */
public final class CheckedCallStream extends FilteredReader {

    private final Map<Integer, Map<Integer, Call>> calls = new HashMap<>();

    public CheckedCallStream(StreamReader reader) {
        super(reader);
    }

    @Override
    void take(ChatDelta delta, Consumer<ChatDelta> out) {
        if (delta instanceof ChatDelta.PartOpened opened && CheckedCalls.isFunctionCall(opened.part())) {
            Call call = new Call(((Part.ToolCall) opened.part()).arguments());
            calls.computeIfAbsent(opened.choice(), any -> new HashMap<>()).put(opened.index(), call);
        } else if (delta instanceof PartGrew grew && grew.growth() == Growth.ARGUMENTS) {
            Call call = call(grew.choice(), grew.index());
            if (call != null) {
                call.grow(grew, out);
                return;
            }
        } else if (delta instanceof ChatDelta.PartClosed closed) {
            Call call = call(closed.choice(), closed.index());
            if (call != null) {
                call.close(closed, out);
            }
        } else if (delta instanceof ChatDelta.Finished finished) {
            finish(finished);
        }
        out.accept(delta);
    }

    private @Nullable Call call(int choice, int part) {
        return calls.getOrDefault(choice, Map.of()).get(part);
    }

    private void finish(ChatDelta.Finished finished) {
        Map<Integer, Call> made = calls.remove(finished.choice());
        if (made != null && CheckedCalls.isWhole(finished.finish())) {
            made.values().forEach(Call::check);
        }
    }

    /** One call's arguments. Those that say nothing so far are held back, as {@code {}} may have to stand for them. */
    private static final class Call {

        private static final String NULL = "null";

        private final StringBuilder arguments;
        private int held;

        Call(String arguments) {
            this.arguments = new StringBuilder(arguments);
        }

        void grow(PartGrew grew, Consumer<ChatDelta> out) {
            boolean holds = held == arguments.length();
            arguments.append(grew.piece());
            if (!holds) {
                out.accept(grew);
            } else if (NULL.startsWith(arguments.toString().strip())) {
                held = arguments.length();
            } else {
                out.accept(grew(grew.choice(), grew.index(), arguments.toString(), grew.extra()));
                held = 0;
            }
        }

        void close(ChatDelta.PartClosed closed, Consumer<ChatDelta> out) {
            String text = arguments.toString();
            if (CallArguments.isNone(text)) {
                out.accept(grew(closed.choice(), closed.index(), CallArguments.NONE, Map.of()));
            } else if (held == text.length()) {
                out.accept(grew(closed.choice(), closed.index(), text, Map.of()));
            }
        }

        void check() {
            String text = arguments.toString();
            if (!CallArguments.isNone(text) && !CallArguments.isObject(text)) {
                throw CheckedCalls.broken();
            }
        }

        private static PartGrew grew(int choice, int part, String piece, Map<String, Object> extra) {
            return new PartGrew(choice, part, Growth.ARGUMENTS, piece, extra);
        }
    }
}
