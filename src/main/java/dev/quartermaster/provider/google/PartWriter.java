package dev.quartermaster.provider.google;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.TranslationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a turn. Earlier reasoning is left out, as no model reads it again; so are blank texts. An image's
 * level of detail and a document's name are hints that have no place here.
 */
final class PartWriter {

    /** Documented placeholder signature for a call that another model made. */
    private static final String UNSIGNED = "skip_thought_signature_validator";

    private final TranslationContext context;
    private final MediaWriter media;
    private final Map<String, String> toolNames;

    /** @param toolNames the names of the tools called so far, by the calls' ids */
    PartWriter(TranslationContext context, Map<String, String> toolNames) {
        this.context = context;
        this.media = new MediaWriter(context);
        this.toolNames = toolNames;
    }

    /** @param position the message's place in the request */
    List<Map<String, Object>> write(Message message, int position) {
        List<Map<String, Object>> written = new ArrayList<>(message.parts().size());
        boolean firstCall = true;
        for (int i = 0; i < message.parts().size(); i++) {
            Part part = message.parts().get(i);
            if (part instanceof Part.ToolCall call) {
                written.add(functionCall(call, firstCall, context.paths().arguments(position, i)));
                firstCall = false;
            } else if (part instanceof Part.ToolResult result) {
                result(result, position, i, written);
            } else {
                write(part, context.paths().part(position, i, FieldPaths.NOT_NESTED), written);
            }
        }
        return written;
    }

    /** Instructions are texts only. */
    List<Map<String, Object>> instructions(Message message, int position) {
        List<Map<String, Object>> written = new ArrayList<>(message.parts().size());
        for (int i = 0; i < message.parts().size(); i++) {
            Part part = message.parts().get(i);
            if (part instanceof Part.Text text) {
                text(text.text(), Map.of(), written);
            } else {
                String field = context.paths().part(position, i, FieldPaths.NOT_NESTED);
                context.unsupported(field, "this provider takes only text as instructions");
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
        } else if (part instanceof Part.Opaque opaque) {
            opaque(opaque, field, written);
        }
    }

    private static void text(String text, Map<String, Object> extra, List<Map<String, Object>> written) {
        String signature = signature(extra);
        if (!text.isBlank() || signature != null) {
            written.add(Fields.with("text", text)
                    .set(ThoughtSignature.FIELD, signature)
                    .map());
        }
    }

    private Map<String, Object> functionCall(Part.ToolCall call, boolean first, String field) {
        String signature = signature(call.extra());
        if (signature == null && first && GeminiGeneration.of(context.model()).demandsSignatures()) {
            signature = UNSIGNED;
        }
        Map<String, Object> function = Fields.with("id", call.id())
                .set("name", call.name())
                .set(
                        "args",
                        context.arguments(call.arguments())
                                .orElseThrow(() -> QuartermasterException.invalid(
                                        field, "a tool call's arguments must be a JSON object")))
                .map();
        return Fields.with("functionCall", function)
                .set(ThoughtSignature.FIELD, signature)
                .map();
    }

    /** Returns the signature; null where there is none or it is empty, which the API would refuse. */
    private static @Nullable String signature(Map<String, Object> extra) {
        String signature = ThoughtSignature.of(extra);
        return signature == null || signature.isEmpty() ? null : signature;
    }

    /** Images and documents of a result follow it as parts of their own. */
    private void result(Part.ToolResult result, int position, int place, List<Map<String, Object>> written) {
        written.add(functionResponse(result, context.paths().part(position, place, FieldPaths.NOT_NESTED)));
        for (int i = 0; i < result.content().size(); i++) {
            Part part = result.content().get(i);
            if (!(part instanceof Part.Text)) {
                write(part, context.paths().part(position, place, i), written);
            }
        }
    }

    private void opaque(Part.Opaque part, String field, List<Map<String, Object>> written) {
        if (part.dialect() == Dialect.GOOGLE_GENERATE) {
            written.add(part.extra());
        } else if (!part.type().equals("redacted_thinking")) {
            context.unsupported(field, "this provider has no content of type " + part.type());
        }
    }

    private static void add(@Nullable Map<String, Object> part, List<Map<String, Object>> written) {
        if (part != null) {
            written.add(part);
        }
    }

    /** Returns whether a part that was written is a tool's result. */
    static boolean isResult(Map<String, Object> part) {
        return part.containsKey("functionResponse");
    }

    /** @throws QuartermasterException when no call of the conversation has the result's id */
    private Map<String, Object> functionResponse(Part.ToolResult result, String field) {
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
