package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.translation.Fields;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes images and documents. Both go inline, or by reference to an object in S3. */
final class MediaTranslator {

    private static final Map<String, String> IMAGES = Map.of(
            "image/png", "png", "image/jpeg", "jpeg", "image/jpg", "jpeg", "image/gif", "gif", "image/webp", "webp");

    private static final Map<String, String> DOCUMENTS = Map.of(
            "application/pdf", "pdf",
            "text/csv", "csv",
            "application/msword", "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
            "application/vnd.ms-excel", "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
            "text/html", "html",
            "text/plain", "txt",
            "text/markdown", "md");

    private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{2,4})$");
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9 ()\\[\\]-]+|(?<= ) +");
    private static final int LONGEST_NAME = 190;
    private static final String S3 = "s3://";
    private static final String ELSEWHERE = "this provider takes media inline or from S3 only";

    private final Set<String> names = new HashSet<>();
    private final Context context;

    MediaTranslator(Context context) {
        this.context = context;
    }

    static boolean isInS3(Part.Media media) {
        return media.source() instanceof MediaSource.Link link && link.url().startsWith(S3);
    }

    /** Null where it cannot be said and the caller lets it go. */
    @Nullable Map<String, Object> image(MediaSource source, String field) {
        Map<String, Object> place = source(source);
        String format = format(source, IMAGES);
        if (place == null) {
            context.lost(field, ELSEWHERE);
        } else if (format == null) {
            context.lost(field, "images are png, jpeg, gif or webp here");
        } else {
            return Fields.with("format", format).set("source", place).map();
        }
        return null;
    }

    /** Null where it cannot be said and the caller lets it go. */
    @Nullable Map<String, Object> document(Part.Document document, String field) {
        Map<String, Object> place = source(document.source());
        String format = format(document.source(), DOCUMENTS);
        if (place == null) {
            context.lost(field, ELSEWHERE);
        } else if (format == null) {
            context.lost(field, "documents are pdf, csv, doc, docx, xls, xlsx, html, txt or md here");
        } else {
            return Fields.with("format", format)
                    .set("name", unique(name(document.name())))
                    .set("source", place)
                    .map();
        }
        return null;
    }

    /** Null for a place that is out of reach. */
    private static @Nullable Map<String, Object> source(MediaSource source) {
        if (source instanceof MediaSource.Inline inline) {
            return Map.of("bytes", inline.data());
        }
        if (source instanceof MediaSource.Link link && link.url().startsWith(S3)) {
            return Map.of("s3Location", Map.of("uri", link.url()));
        }
        return null;
    }

    /** Null for a format that is not among them. */
    private static @Nullable String format(MediaSource source, Map<String, String> formats) {
        if (source instanceof MediaSource.Inline inline) {
            String type = inline.mediaType().toLowerCase(Locale.ROOT);
            int parameters = type.indexOf(';');
            return formats.get(
                    parameters < 0 ? type : type.substring(0, parameters).strip());
        } else if (source instanceof MediaSource.Link link) {
            var extension = EXTENSION.matcher(link.url().toLowerCase(Locale.ROOT));
            String found = extension.find() ? extension.group(1).replace("jpg", "jpeg") : null;
            return formats.containsValue(found) ? found : null;
        }
        return null;
    }

    /** Only some characters may be in a name; the extension is said by the format. */
    private static String name(@Nullable String given) {
        String bare = given == null ? "" : EXTENSION.matcher(given.strip()).replaceFirst("");
        String clean = NOT_ALLOWED.matcher(bare).replaceAll("-").strip();
        String name = clean.length() > LONGEST_NAME ? clean.substring(0, LONGEST_NAME) : clean;
        return name.isEmpty() ? "document" : name;
    }

    private String unique(String name) {
        String candidate = name;
        for (int number = 2; !names.add(candidate); number++) {
            candidate = name + " " + number;
        }
        return candidate;
    }
}
