package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.provider.translation.Fields;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the form that the answer must have. */
final class FormatWriter {

    private FormatWriter() {}

    /** The {@code text} object; null where nothing is asked for. */
    static @Nullable Map<String, Object> text(ChatRequest request, boolean sameDialect) {
        ResponseFormat format = request.responseFormat();
        if (format == null) {
            return null;
        }
        Fields written = Fields.with("type", format.kind().name().toLowerCase(Locale.ROOT));
        if (format.kind() == ResponseFormat.Kind.JSON_SCHEMA) {
            written.set("name", format.name() == null ? "answer" : format.name())
                    .set("description", format.description())
                    .set("schema", format.schema())
                    .set("strict", format.strict());
        }
        return Map.of("format", sameDialect ? written.add(format.extra()).map() : written.map());
    }
}
