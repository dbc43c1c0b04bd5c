package dev.quartermaster.provider.google;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import dev.quartermaster.provider.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the parts of a turn. Earlier reasoning is left out, as no model reads it again; so are empty texts. An image's
 * level of detail and a document's name are hints that have no place here.
 */
final class PartWriter {

    private static final String SIGNATURE = ThoughtSignature.FIELD;

    /** What the API documents for a call that another model made, and that therefore never had a signature. */
    private static final String UNSIGNED = "skip_thought_signature_validator";

    private final Context context;
    private final MediaWriter media;
    private final Map<String, String> toolNames;

    /** @param toolNames the names of the tools called so far, by the calls' ids */
    PartWriter(Context context, Map<String, String> toolNames) {
        this.context = context;
        this.media = new MediaWriter(context);
        this.toolNames = toolNames;
    }

    /** @param field where the parts stand in the caller's request */
    List<Map<String, Object>> write(List<Part> parts, String field) {
        List<Map<String, Object>> written = new ArrayList<>(parts.size());
        boolean firstCall = true;
        for (int i = 0; i < parts.size(); i++) {
            String at = field + "[" + i + "]";
            if (parts.get(i) instanceof Part.ToolCall call) {
                written.add(functionCall(call, firstCall, at));
                firstCall = false;
            } else {
                write(parts.get(i), at, written);
            }
        }
        return written;
    }

    private void write(Part part, String field, List<Map<String, Object>> written) {
        if (part instanceof Part.Text text) {
            text(text.text(), text.extra(), written);
        } else if (part instanceof Part.Refusal refusal) {
            text(refusal.text(), Map.of(), written);
        } else if (part instanceof Part.Image image) {
            add(media.media(image.source(), "image/jpeg", field), written);
        } else if (part instanceof Part.Document document) {
            add(media.media(document.source(), "application/pdf", field), written);
        } else if (part instanceof Part.ToolResult result) {
            functionResponse(result, field, written);
        } else if (part instanceof Part.Opaque opaque) {
            opaque(opaque, field, written);
        }
    }

    private static void text(String text, Map<String, Object> extra, List<Map<String, Object>> written) {
        String signature = ThoughtSignature.of(extra);
        if (!text.isEmpty() || signature != null) {
            written.add(Fields.with("text", text).set(SIGNATURE, signature).map());
        }
    }

    private Map<String, Object> functionCall(Part.ToolCall call, boolean first, String field) {
        String signature = ThoughtSignature.of(call.extra());
        if (signature == null && first && context.generation().demandsSignatures()) {
            signature = UNSIGNED;
        }
        Map<String, Object> function = Fields.with("id", call.id())
                .set("name", call.name())
                .set("args", arguments(call, field))
                .map();
        return Fields.with("functionCall", function).set(SIGNATURE, signature).map();
    }

    private Object arguments(Part.ToolCall call, String field) {
        if (call.arguments().isBlank()) {
            return Map.of();
        }
        Object arguments = context.json().value(call.arguments());
        if (arguments instanceof Map<?, ?>) {
            return arguments;
        }
        throw QuartermasterException.invalid(field + ".arguments", "a tool call's arguments must be a JSON object");
    }

    /** Images and documents of a result follow it as parts of their own. */
    private void functionResponse(Part.ToolResult result, String field, List<Map<String, Object>> written) {
        String name = toolNames.get(result.callId());
        if (name == null) {
            throw QuartermasterException.invalid(field, "this tool result answers no call of the conversation");
        }
        StringBuilder text = new StringBuilder();
        List<Part> others = new ArrayList<>();
        for (Part part : result.content()) {
            if (part instanceof Part.Text piece) {
                text.append(piece.text());
            } else {
                others.add(part);
            }
        }
        Map<String, Object> response = Fields.with("id", result.callId())
                .set("name", name)
                .set("response", response(text.toString(), result.error()))
                .map();
        written.add(Map.of("functionResponse", response));
        written.addAll(write(others, field + ".content"));
    }

    /** The API wants an object; one that the tool gave goes as it is. */
    private Object response(String text, boolean error) {
        if (error) {
            return Map.of("error", text);
        }
        return text.startsWith("{") && context.json().value(text) instanceof Map<?, ?> object
                ? object
                : Map.of("result", text);
    }

    private void opaque(Part.Opaque part, String field, List<Map<String, Object>> written) {
        if (part.dialect() == Dialect.GOOGLE_GENERATE) {
            written.add(part.extra());
        } else if (!part.type().equals("redacted_thinking")) {
            context.lost(field, "this provider has no content of type " + part.type());
        }
    }

    private static void add(Map<String, Object> part, List<Map<String, Object>> written) {
        if (part != null) {
            written.add(part);
        }
    }
}
