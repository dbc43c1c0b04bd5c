package dev.quartermaster.api.responses;

import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.chat.MediaField;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import java.util.List;

/** Reads the content of an item: a string, or a list of parts. */
final class ContentReader {

    private ContentReader() {}

    static List<Part> read(JsonFields item, String field) {
        return ChatFields.content(item, field, ContentReader::part);
    }

    private static Part part(JsonFields part) {
        String type = part.requiredText("type");
        return switch (type) {
            case "input_text", "output_text", "text" ->
                new Part.Text(part.requiredText("text"), ChatFields.cacheMark(part), part.rest());
            case "refusal" -> new Part.Refusal(part.requiredText("refusal"), part.rest());
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            default -> new Part.Opaque(Dialect.OPENAI_RESPONSES, type, part.all());
        };
    }

    private static Part image(JsonFields part) {
        String url = part.text("image_url");
        String id = part.text("file_id");
        MediaSource source = null;
        if (id != null && url == null) {
            source = new MediaSource.Uploaded(id);
        } else if (url != null && id == null) {
            source = MediaField.urlOrData(url, part.path("image_url"));
        }
        if (source == null) {
            throw either(part, "image_url or file_id");
        }
        return new Part.Image(source, part.text("detail"), ChatFields.cacheMark(part), part.rest());
    }

    private static Part file(JsonFields part) {
        String data = part.text("file_data");
        String url = part.text("file_url");
        String id = part.text("file_id");
        String name = part.text("filename");
        MediaSource source = null;
        if (data != null && url == null && id == null) {
            source = MediaField.data(data, part.path("file_data"));
        } else if (url != null && data == null && id == null) {
            source = MediaField.urlOrData(url, part.path("file_url"));
        } else if (id != null && data == null && url == null) {
            source = new MediaSource.Uploaded(id);
        }
        if (source == null) {
            throw either(part, "file_data, file_url or file_id");
        }
        return new Part.Document(source, name, ChatFields.cacheMark(part), part.rest());
    }

    private static QuartermasterException either(JsonFields part, String fields) {
        String message = "'" + part.path("type") + "' needs one of " + fields;
        return QuartermasterException.invalid(part.path("type"), message);
    }
}
