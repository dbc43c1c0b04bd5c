package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.openai.wire.DataUrl;
import dev.quartermaster.provider.openai.wire.EndUser;
import dev.quartermaster.provider.translation.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the content of a message or of a tool's result. */
final class ContentWriter {

    private static final String TYPE = "type";
    private static final String TEXT = "text";

    private final Context context;

    ContentWriter(Context context) {
        this.context = context;
    }

    /** Returns a plain text if the content is only that, else the list. */
    static @Nullable Object plain(List<Map<String, Object>> content) {
        Map<String, Object> only = content.get(0);
        boolean plain = content.size() == 1 && only.size() == 2 && only.containsKey(TEXT);
        return plain ? only.get(TEXT) : List.copyOf(content);
    }

    /**
     * Adds the part, unless it cannot be expressed and the caller allows that.
     *
     * @param field where the part stands in the caller's request
     */
    void write(Part part, Role role, String field, List<Map<String, Object>> content) {
        Fields written = fields(part, role, field);
        if (written != null) {
            content.add(written.add(context.further(part.extra())).map());
        }
    }

    private @Nullable Fields fields(Part part, Role role, String field) {
        if (part instanceof Part.Text text) {
            return Fields.with(TYPE, role == Role.ASSISTANT ? "output_text" : "input_text")
                    .set(TEXT, text.text());
        }
        if (part instanceof Part.Refusal refusal) {
            return role == Role.ASSISTANT
                    ? Fields.with(TYPE, "refusal").set("refusal", refusal.text())
                    : Fields.with(TYPE, "input_text").set(TEXT, refusal.text());
        }
        if (part instanceof Part.Opaque opaque && opaque.dialect() == Dialect.OPENAI_RESPONSES) {
            return new Fields().add(opaque.extra());
        }
        if (role == Role.ASSISTANT) {
            return unsupported(field, "this provider takes only text in a model's turn");
        }
        if (part instanceof Part.Image image) {
            return image(image, field);
        }
        if (part instanceof Part.Document document) {
            return document(document, field);
        }
        return unsupported(field, "this kind of content cannot be expressed for this provider");
    }

    private @Nullable Fields image(Part.Image image, String field) {
        Fields written = Fields.with(TYPE, "input_image").set("detail", image.detail());
        if (image.source() instanceof MediaSource.Inline inline) {
            return written.set("image_url", DataUrl.of(inline));
        } else if (image.source() instanceof MediaSource.Link link) {
            return written.set("image_url", link.url());
        }
        return uploaded(written, image.source(), field);
    }

    private @Nullable Fields document(Part.Document document, String field) {
        Fields written = Fields.with(TYPE, "input_file").set("filename", document.name());
        if (document.source() instanceof MediaSource.Inline inline) {
            return written.add(Map.of("filename", "document")).set("file_data", DataUrl.of(inline));
        } else if (document.source() instanceof MediaSource.Link link) {
            return written.set("file_url", link.url());
        }
        return uploaded(written, document.source(), field);
    }

    private @Nullable Fields uploaded(Fields written, MediaSource source, String field) {
        return EndUser.speaksOpenAi(context.request())
                ? written.set("file_id", ((MediaSource.Uploaded) source).fileId())
                : unsupported(field, "a file that was uploaded to another provider cannot be read by this one");
    }

    private @Nullable Fields unsupported(String field, String why) {
        context.unsupported(field, why);
        return null;
    }
}
