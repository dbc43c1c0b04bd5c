package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.openai.wire.DataUrl;
import dev.quartermaster.provider.openai.wire.EndUser;
import dev.quartermaster.provider.translation.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the content of a turn. */
final class PartTranslator {

    private static final String TYPE = "type";

    private final Context context;

    PartTranslator(Context context) {
        this.context = context;
    }

    static Map<String, Object> text(String text) {
        return Fields.with(TYPE, "text").set("text", text).map();
    }

    /** Returns a plain text if the content is only that, else the list. */
    static @Nullable Object plain(List<Map<String, Object>> content) {
        if (content.isEmpty()) {
            return "";
        }
        Map<String, Object> only = content.get(0);
        boolean plain = content.size() == 1 && only.size() == 2 && "text".equals(only.get(TYPE));
        return plain ? only.get("text") : content;
    }

    /**
     * Adds the part, unless it cannot be expressed and the caller allows that.
     *
     * @param field tells where the part stands in the caller's request
     */
    void write(Part part, Role role, Supplier<String> field, List<Map<String, Object>> content) {
        Map<String, Object> written = part(part, role, field);
        if (written != null) {
            content.add(written);
        }
    }

    private @Nullable Map<String, Object> part(Part part, Role role, Supplier<String> field) {
        if (part instanceof Part.Text text) {
            return Fields.with(TYPE, "text")
                    .set("text", text.text())
                    .add(context.further(text.extra()))
                    .map();
        }
        if (part instanceof Part.Opaque opaque && opaque.dialect() == Dialect.OPENAI_CHAT && context.sameDialect()) {
            return opaque.extra();
        }
        if (part instanceof Part.Document document
                && isText(document)
                && (role == Role.TOOL || !context.sameDialect())) {
            return text(text(document));
        }
        if (role != Role.USER) {
            return unsupported(field, "this provider takes only text in a turn of this role");
        }
        if (part instanceof Part.Image image) {
            return image(image, field);
        }
        if (part instanceof Part.Document document) {
            return document(document, field);
        }
        return unsupported(field, "this kind of content cannot be expressed for this provider");
    }

    /** Returns whether a document is plain text, which needs no file. */
    static boolean isText(Part.Document document) {
        return document.source() instanceof MediaSource.Inline inline
                && inline.mediaType().regionMatches(true, 0, "text/", 0, 5);
    }

    private static String text(Part.Document document) {
        String data = ((MediaSource.Inline) document.source()).data();
        String text = new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
        return document.name() == null ? text : document.name() + "\n\n" + text;
    }

    private @Nullable Map<String, Object> image(Part.Image image, Supplier<String> field) {
        String address = image.source() instanceof MediaSource.Inline inline
                ? DataUrl.of(inline)
                : image.source() instanceof MediaSource.Link link ? link.url() : null;
        if (address == null) {
            return unsupported(field, "this provider takes images inline or by URL");
        }
        Fields url = Fields.with("url", address).set("detail", image.detail());
        return Fields.with(TYPE, "image_url")
                .set("image_url", url.map())
                .add(context.further(image.extra()))
                .map();
    }

    private @Nullable Map<String, Object> document(Part.Document document, Supplier<String> field) {
        Fields file = new Fields();
        if (document.source() instanceof MediaSource.Inline inline) {
            file.set("filename", document.name() == null ? "document" : document.name())
                    .set("file_data", DataUrl.of(inline));
        } else if (document.source() instanceof MediaSource.Uploaded uploaded
                && EndUser.speaksOpenAi(context.request())) {
            file.set("file_id", uploaded.fileId());
        } else {
            return unsupported(field, "this provider takes documents inline or by the id of a file of its own");
        }
        return Fields.with(TYPE, "file")
                .set("file", file.map())
                .add(context.further(document.extra()))
                .map();
    }

    private @Nullable Map<String, Object> unsupported(Supplier<String> field, String why) {
        context.unsupported(field.get(), why);
        return null;
    }
}
