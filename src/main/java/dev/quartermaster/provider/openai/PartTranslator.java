package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the content of a turn: a plain text where that says it all, else a list of parts. */
final class PartTranslator {

    private final boolean sameDialect;

    PartTranslator(boolean sameDialect) {
        this.sameDialect = sameDialect;
    }

    /** @param field the path of the content in the request, for refusals */
    Object content(List<Part> parts, Role role, String field) {
        if (parts.isEmpty()) {
            return "";
        }
        if (parts.size() == 1
                && parts.get(0) instanceof Part.Text text
                && further(text).isEmpty()) {
            return text.text();
        }
        List<Map<String, Object>> written = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            written.add(part(parts.get(i), role, field + "[" + i + "]"));
        }
        return written;
    }

    private Map<String, Object> part(Part part, Role role, String field) {
        if (part instanceof Part.Text text) {
            return Fields.with("type", "text")
                    .set("text", text.text())
                    .add(further(text))
                    .map();
        }
        if (part instanceof Part.Opaque opaque && opaque.dialect() == Dialect.OPENAI_CHAT && sameDialect) {
            return opaque.extra();
        }
        if (role != Role.USER) {
            throw cannot(field, "this provider takes only text in a turn of this role");
        }
        if (part instanceof Part.Image image) {
            return image(image, field);
        }
        if (part instanceof Part.Document document) {
            return document(document, field);
        }
        throw cannot(field, "this kind of content cannot be expressed for this provider");
    }

    private Map<String, Object> image(Part.Image image, String field) {
        Fields url = Fields.with("url", imageUrl(image.source(), field)).set("detail", image.detail());
        return Fields.with("type", "image_url")
                .set("image_url", url.map())
                .add(further(image))
                .map();
    }

    private static String imageUrl(MediaSource source, String field) {
        if (source instanceof MediaSource.Inline inline) {
            return dataUrl(inline);
        }
        if (source instanceof MediaSource.Link link) {
            return link.url();
        }
        throw cannot(field, "this provider takes images inline or by URL");
    }

    private Map<String, Object> document(Part.Document document, String field) {
        Fields file = new Fields();
        if (document.source() instanceof MediaSource.Inline inline) {
            file.set("filename", document.name() == null ? "document" : document.name())
                    .set("file_data", dataUrl(inline));
        } else if (document.source() instanceof MediaSource.Uploaded uploaded) {
            file.set("file_id", uploaded.fileId());
        } else {
            throw cannot(field, "this provider takes documents inline or by file id");
        }
        return Fields.with("type", "file")
                .set("file", file.map())
                .add(further(document))
                .map();
    }

    private Map<String, Object> further(Part part) {
        return sameDialect ? part.extra() : Map.of();
    }

    private static String dataUrl(MediaSource.Inline inline) {
        return "data:" + inline.mediaType() + ";base64," + inline.data();
    }

    private static QuartermasterException cannot(String field, String why) {
        return QuartermasterException.invalid(field, why);
    }
}
