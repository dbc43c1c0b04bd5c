package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.translation.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes images and documents: bytes in the request, or where they are. */
final class MediaWriter {

    /** The media types that models take, by the usual endings of file names. */
    private static final Map<String, String> BY_ENDING = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "webp", "image/webp",
            "heic", "image/heic",
            "heif", "image/heif",
            "pdf", "application/pdf",
            "txt", "text/plain",
            "csv", "text/csv",
            "html", "text/html");

    /** Uploaded files, files in its cloud, and films: what models read where it lies. */
    private static final List<String> OWN = List.of(
            "https://generativelanguage.googleapis.com/",
            "gs://",
            "https://www.youtube.com/",
            "https://youtube.com/",
            "https://youtu.be/");

    private final Context context;

    MediaWriter(Context context) {
        this.context = context;
    }

    static boolean isOwn(Part.Media media) {
        return media.source() instanceof MediaSource.Link link && OWN.stream().anyMatch(link.url()::startsWith);
    }

    /**
     * Null where it cannot be said and the caller lets it go.
     *
     * @param usualType the media type of a link whose name does not tell
     */
    @Nullable Map<String, Object> media(MediaSource source, String usualType, String field) {
        if (source instanceof MediaSource.Inline inline) {
            return Map.of(
                    "inlineData",
                    Fields.with("mimeType", inline.mediaType())
                            .set("data", inline.data())
                            .map());
        }
        if (source instanceof MediaSource.Link link) {
            return file(link.url(), typeOf(link.url(), usualType));
        }
        if (!context.sameDialect()) {
            context.lost(field, "a file that was uploaded to another provider cannot be read by this one");
            return null;
        }
        return file(((MediaSource.Uploaded) source).fileId(), null);
    }

    private static Map<String, Object> file(String uri, @Nullable String type) {
        return Map.of(
                "fileData", Fields.with("mimeType", type).set("fileUri", uri).map());
    }

    private static String typeOf(String url, String usualType) {
        String path = url.split("[?#]", 2)[0];
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, usualType);
    }
}
