package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.CacheField;
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
        JsonNode content = item.take(field);
        if (content.isTextual()) {
            return List.of(Part.Text.of(content.textValue()));
        }
        return item.each(field, ContentReader::part);
    }

    private static Part part(JsonFields part) {
        String type = part.requiredText("type");
        return switch (type) {
            case "input_text", "output_text", "text" ->
                new Part.Text(part.requiredText("text"), CacheField.of(part), part.rest());
            case "refusal" -> new Part.Refusal(part.requiredText("refusal"), part.rest());
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            default -> new Part.Opaque(Dialect.OPENAI_RESPONSES, type, part.all());
        };
    }

    private static Part image(JsonFields part) {
        String url = part.text("image_url");
        String id = part.text("file_id");
        if ((url == null) == (id == null)) {
            throw either(part, "image_url or file_id");
        }
        MediaSource source =
                id != null ? new MediaSource.Uploaded(id) : MediaField.urlOrData(url, part.path("image_url"));
        return new Part.Image(source, part.text("detail"), CacheField.of(part), part.rest());
    }

    private static Part file(JsonFields part) {
        String data = part.text("file_data");
        String url = part.text("file_url");
        String id = part.text("file_id");
        String name = part.text("filename");
        if (data != null && url == null && id == null) {
            MediaSource source = MediaField.data(data, part.path("file_data"));
            return new Part.Document(source, name, CacheField.of(part), part.rest());
        } else if (url != null && data == null && id == null) {
            MediaSource source = MediaField.urlOrData(url, part.path("file_url"));
            return new Part.Document(source, name, CacheField.of(part), part.rest());
        } else if (id != null && data == null && url == null) {
            return new Part.Document(new MediaSource.Uploaded(id), name, CacheField.of(part), part.rest());
        }
        throw either(part, "file_data, file_url or file_id");
    }

    private static QuartermasterException either(JsonFields part, String fields) {
        String message = "'" + part.path("type") + "' needs one of " + fields;
        return QuartermasterException.invalid(part.path("type"), message);
    }
}
