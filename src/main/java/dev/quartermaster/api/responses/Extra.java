package dev.quartermaster.api.responses;

import dev.quartermaster.domain.chat.Part;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts with other further fields. */
final class Extra {

    private Extra() {}

    static Part of(Part part, Map<String, Object> extra) {
        if (part instanceof Part.Text text) {
            return new Part.Text(text.text(), text.cache(), extra);
        } else if (part instanceof Part.Refusal refusal) {
            return new Part.Refusal(refusal.text(), extra);
        } else if (part instanceof Part.Image image) {
            return new Part.Image(image.source(), image.detail(), image.cache(), extra);
        } else if (part instanceof Part.Document document) {
            return new Part.Document(document.source(), document.name(), document.cache(), extra);
        } else if (part instanceof Part.ToolCall call) {
            return new Part.ToolCall(call.id(), call.name(), call.arguments(), call.custom(), call.cache(), extra);
        } else if (part instanceof Part.ToolResult result) {
            return new Part.ToolResult(result.callId(), result.content(), result.error(), result.cache(), extra);
        } else if (part instanceof Part.Thinking thinking) {
            return new Part.Thinking(thinking.text(), thinking.signature(), extra);
        }
        Part.Opaque opaque = (Part.Opaque) part;
        return new Part.Opaque(opaque.dialect(), opaque.type(), extra);
    }

    static Part plus(Part part, Map<String, Object> more) {
        Map<String, Object> extra = new LinkedHashMap<>(part.extra());
        extra.putAll(more);
        return of(part, extra);
    }
}
