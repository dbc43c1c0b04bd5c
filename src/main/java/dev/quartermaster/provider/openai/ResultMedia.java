package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Images and documents of tool results, which a tool's turn cannot hold here. They wait until all results of the round are
 * written, and stand then at the beginning of the user's turn behind those, each after a line that says which call it is
 * of.
 */
final class ResultMedia {

    /** Placeholder text of a tool's turn that has only media. */
    static final String ELSEWHERE = "The result follows in the next message.";

    private final PartTranslator parts;
    private final Map<String, String> toolByCall = new HashMap<>();
    private final List<Map<String, Object>> waiting = new ArrayList<>();

    ResultMedia(PartTranslator parts) {
        this.parts = parts;
    }

    void called(Part.ToolCall call) {
        toolByCall.put(call.id(), call.name());
    }

    /**
     * Keeps a medium of a tool's result for the next turn of the user.
     *
     * @param field tells where it stands in the caller's request
     * @return whether it can be expressed at all
     */
    boolean keep(Part.Media media, String callId, Supplier<String> field) {
        List<Map<String, Object>> written = new ArrayList<>();
        parts.write(media, Role.USER, field, written);
        if (!written.isEmpty()) {
            waiting.add(PartTranslator.text(label(media, callId)));
            waiting.addAll(written);
        }
        return !written.isEmpty();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Returns the pending media and clears them. */
    List<Map<String, Object>> taken() {
        List<Map<String, Object>> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    private String label(Part.Media media, String callId) {
        String kind = media instanceof Part.Image ? "Image" : "Document";
        String tool = toolByCall.get(callId);
        return kind + " in the result of the tool call " + callId + (tool == null ? "" : " (" + tool + ")") + ":";
    }
}
