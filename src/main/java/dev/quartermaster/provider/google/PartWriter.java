package dev.quartermaster.provider.google;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ThoughtSignature;
import dev.quartermaster.provider.translation.Fields;
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

    private final Context context;
    private final MediaWriter media;
    private final ResultWriter results;

    /** @param toolNames the names of the tools called so far, by the calls' ids */
    PartWriter(Context context, Map<String, String> toolNames) {
        this.context = context;
        this.media = new MediaWriter(context);
        this.results = new ResultWriter(context, toolNames);
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
                context.lost(field, "this provider takes only text as instructions");
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
        if (signature == null && first && context.generation().demandsSignatures()) {
            signature = UNSIGNED;
        }
        Map<String, Object> function = Fields.with("id", call.id())
                .set("name", call.name())
                .set("args", arguments(call, field))
                .map();
        return Fields.with("functionCall", function)
                .set(ThoughtSignature.FIELD, signature)
                .map();
    }

    /** Null where there is none, and so for an empty one, which the API would take for wrong. */
    private static @Nullable String signature(Map<String, Object> extra) {
        String signature = ThoughtSignature.of(extra);
        return signature == null || signature.isEmpty() ? null : signature;
    }

    private Object arguments(Part.ToolCall call, String field) {
        if (call.arguments().isBlank()) {
            return Map.of();
        }
        Object arguments = context.json().value(call.arguments());
        if (arguments instanceof Map<?, ?>) {
            return arguments;
        }
        throw QuartermasterException.invalid(field, "a tool call's arguments must be a JSON object");
    }

    /** Images and documents of a result follow it as parts of their own. */
    private void result(Part.ToolResult result, int position, int place, List<Map<String, Object>> written) {
        written.add(results.functionResponse(result, context.paths().part(position, place, FieldPaths.NOT_NESTED)));
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
            context.lost(field, "this provider has no content of type " + part.type());
        }
    }

    private static void add(@Nullable Map<String, Object> part, List<Map<String, Object>> written) {
        if (part != null) {
            written.add(part);
        }
    }
}
