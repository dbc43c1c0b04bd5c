package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.PartPosition;
import dev.quartermaster.provider.translation.TranslationContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes images and documents. */
final class MediaWriter {

    private static final String TYPE = "type";
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final TranslationContext context;

    MediaWriter(TranslationContext context) {
        this.context = context;
    }

    /** Returns null where the protocol has no form for it and the caller allows that it is left out. */
    @Nullable Fields image(Part.Image image, PartPosition position) {
        if (image.source() instanceof MediaSource.Inline inline && !IMAGES.contains(inline.mediaType())) {
            context.unsupported(position.path(), "this provider takes images in JPEG, PNG, GIF and WebP only");
            return null;
        }
        Map<String, Object> source = source(image.source(), position);
        return source == null ? null : Fields.with(TYPE, "image").set("source", source);
    }

    /** Returns null where the protocol has no form for it and the caller allows that it is left out. */
    @Nullable Fields document(Part.Document document, PartPosition position) {
        Map<String, Object> source = document.source() instanceof MediaSource.Inline inline
                ? inlineDocument(inline, position)
                : source(document.source(), position);
        return source == null
                ? null
                : Fields.with(TYPE, "document").set("source", source).set("title", document.name());
    }

    private @Nullable Map<String, Object> inlineDocument(MediaSource.Inline inline, PartPosition position) {
        if (inline.mediaType().equals("application/pdf")) {
            return base64(inline);
        }
        if (inline.mediaType().startsWith("text/")) {
            return Fields.with(TYPE, "text")
                    .set("media_type", "text/plain")
                    .set("data", decoded(inline.data(), position.media()))
                    .map();
        }
        context.unsupported(position.path(), "this provider takes documents as PDF and plain text only");
        return null;
    }

    private @Nullable Map<String, Object> source(MediaSource source, PartPosition position) {
        if (source instanceof MediaSource.Inline inline) {
            return base64(inline);
        }
        if (source instanceof MediaSource.Link link) {
            return Fields.with(TYPE, "url").set("url", link.url()).map();
        }
        if (!context.sameDialect()) {
            context.unsupported(
                    position.path(), "a file that was uploaded to another provider cannot be read by this one");
            return null;
        }
        String id = ((MediaSource.Uploaded) source).fileId();
        return Fields.with(TYPE, "file").set("file_id", id).map();
    }

    private static Map<String, Object> base64(MediaSource.Inline inline) {
        return Fields.with(TYPE, "base64")
                .set("media_type", inline.mediaType())
                .set("data", inline.data())
                .map();
    }

    private static String decoded(String data, String field) {
        try {
            return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw QuartermasterException.invalid(field, "the document's data is not base64");
        }
    }
}
