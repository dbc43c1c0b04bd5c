package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.translation.Fields;
import dev.quartermaster.provider.translation.PartPosition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes images and documents. */
final class MediaWriter {

    private static final String TYPE = "type";
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final Context context;

    MediaWriter(Context context) {
        this.context = context;
    }

    /** Null where it cannot be said and the caller lets it go. */
    @Nullable Fields image(Part.Image image, PartPosition partPosition) {
        if (image.source() instanceof MediaSource.Inline inline && !IMAGES.contains(inline.mediaType())) {
            context.lost(partPosition.path(), "this provider takes images in JPEG, PNG, GIF and WebP only");
            return null;
        }
        Map<String, Object> source = source(image.source(), partPosition);
        return source == null ? null : Fields.with(TYPE, "image").set("source", source);
    }

    /** Null where it cannot be said and the caller lets it go. */
    @Nullable Fields document(Part.Document document, PartPosition partPosition) {
        Map<String, Object> source = document.source() instanceof MediaSource.Inline inline
                ? inlineDocument(inline, partPosition)
                : source(document.source(), partPosition);
        return source == null
                ? null
                : Fields.with(TYPE, "document").set("source", source).set("title", document.name());
    }

    private @Nullable Map<String, Object> inlineDocument(MediaSource.Inline inline, PartPosition partPosition) {
        if (inline.mediaType().equals("application/pdf")) {
            return base64(inline);
        }
        if (inline.mediaType().startsWith("text/")) {
            return Fields.with(TYPE, "text")
                    .set("media_type", "text/plain")
                    .set("data", decoded(inline.data(), partPosition.media()))
                    .map();
        }
        context.lost(partPosition.path(), "this provider takes documents as PDF and plain text only");
        return null;
    }

    private @Nullable Map<String, Object> source(MediaSource source, PartPosition partPosition) {
        if (source instanceof MediaSource.Inline inline) {
            return base64(inline);
        }
        if (source instanceof MediaSource.Link link) {
            return Fields.with(TYPE, "url").set("url", link.url()).map();
        }
        if (!context.sameDialect()) {
            context.lost(
                    partPosition.path(), "a file that was uploaded to another provider cannot be read by this one");
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
