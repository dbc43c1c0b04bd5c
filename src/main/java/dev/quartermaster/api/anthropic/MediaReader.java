package dev.quartermaster.api.anthropic;

import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.chat.MediaField;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads images and documents. One whose source has no shared form, or says more than that form, is kept whole. */
final class MediaReader {

    private static final String SOURCE = "source";

    private MediaReader() {}

    static Part image(JsonFields block) {
        MediaSource source = source(block.requiredObject(SOURCE));
        return source == null
                ? BlockReader.opaque(block, "image")
                : new Part.Image(source, null, ChatFields.cacheMark(block), block.rest());
    }

    static Part document(JsonFields block) {
        MediaSource source = source(block.requiredObject(SOURCE));
        return source == null
                ? BlockReader.opaque(block, "document")
                : new Part.Document(source, block.text("title"), ChatFields.cacheMark(block), block.rest());
    }

    private static @Nullable MediaSource source(JsonFields source) {
        MediaSource read =
                switch (source.requiredText("type")) {
                    case "base64" ->
                        new MediaSource.Inline(source.requiredText("media_type"), source.requiredText("data"));
                    case "text" -> plainText(source.text("media_type"), source.requiredText("data"));
                    case "url" -> MediaField.urlOrData(filled(source, "url"), source.path("url"));
                    case "file" -> new MediaSource.Uploaded(filled(source, "file_id"));
                    default -> null;
                };
        return read == null || !source.rest().isEmpty() ? null : read;
    }

    private static MediaSource plainText(@Nullable String mediaType, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return new MediaSource.Inline(
                mediaType == null ? "text/plain" : mediaType,
                Base64.getEncoder().encodeToString(bytes));
    }

    private static String filled(JsonFields source, String field) {
        String value = source.requiredText(field);
        if (value.isBlank()) {
            throw QuartermasterException.invalid(source.path(field), "'" + source.path(field) + "' is empty");
        }
        return value;
    }
}
