package dev.quartermaster.provider.google;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.translation.Fields;
import java.util.Map;

/** Writes what tools answered. A result names its tool here, which callers know by the call's id only. */
final class ResultWriter {

    private final Context context;
    private final Map<String, String> toolNames;

    /** @param toolNames the names of the tools called so far, by the calls' ids */
    ResultWriter(Context context, Map<String, String> toolNames) {
        this.context = context;
        this.toolNames = toolNames;
    }

    /** Tells whether a part that was written is a tool's answer. */
    static boolean isResult(Map<String, Object> part) {
        return part.containsKey("functionResponse");
    }

    /** @throws QuartermasterException when no call of the conversation has the result's id */
    Map<String, Object> functionResponse(Part.ToolResult result, String field) {
        String name = toolNames.get(result.callId());
        if (name == null) {
            throw QuartermasterException.invalid(field, "this tool result answers no call of the conversation");
        }
        StringBuilder text = new StringBuilder();
        for (Part part : result.content()) {
            if (part instanceof Part.Text piece) {
                text.append(piece.text());
            }
        }
        Map<String, Object> response = Fields.with("id", result.callId())
                .set("name", name)
                .set("response", response(text.toString(), result.error()))
                .map();
        return Map.of("functionResponse", response);
    }

    /** The API wants an object; one that the tool gave goes as it is. */
    private Object response(String text, boolean error) {
        if (error) {
            return Map.of("error", text.isBlank() ? "the tool failed without a message" : text);
        }
        return text.stripLeading().startsWith("{") && context.json().value(text) instanceof Map<?, ?> object
                ? object
                : Map.of("result", text);
    }
}
