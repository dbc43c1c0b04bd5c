package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.CacheField;
import dev.quartermaster.api.Defaults;
import dev.quartermaster.api.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the messages of a chat completion request. */
final class MessageReader {

    private static final String DATA_URL = "data:";
    private static final String BASE64 = ";base64,";

    private MessageReader() {}

    static List<Message> readAll(JsonFields fields) {
        List<Message> messages = fields.each("messages", MessageReader::read);
        if (messages.isEmpty()) {
            throw QuartermasterException.invalid("messages", "'messages' must hold at least one message");
        }
        return messages;
    }

    private static Message read(JsonFields message) {
        Role role = role(message);
        String name = message.text("name");
        List<Part> parts = new ArrayList<>();
        if (role == Role.ASSISTANT) {
            parts.addAll(Signatures.read(message));
        }
        if (role == Role.TOOL) {
            parts.add(new Part.ToolResult(
                    message.requiredText("tool_call_id"), content(message), false, CacheField.of(message), Map.of()));
        } else {
            parts.addAll(content(message));
        }
        if (role == Role.ASSISTANT) {
            refusal(message, parts);
            parts.addAll(message.each("tool_calls", MessageReader::toolCall));
        } else if (message.take("content") == null) {
            throw QuartermasterException.invalid(
                    message.path("content"), "'" + message.path("content") + "' is missing");
        }
        return new Message(role, parts, name, Defaults.stated(message.rest()));
    }

    private static Role role(JsonFields message) {
        String role = message.requiredText("role");
        return switch (role) {
            case "system" -> Role.SYSTEM;
            case "developer" -> Role.DEVELOPER;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool" -> Role.TOOL;
            default ->
                throw QuartermasterException.invalid(
                        message.path("role"),
                        "'" + message.path("role") + "' must be system, developer, user, assistant or tool");
        };
    }

    private static List<Part> content(JsonFields message) {
        JsonNode content = message.take("content");
        if (content == null) {
            return List.of();
        }
        if (content.isTextual()) {
            return List.of(Part.Text.of(content.textValue()));
        }
        return message.each("content", MessageReader::part);
    }

    private static Part part(JsonFields part) {
        String type = part.requiredText("type");
        return switch (type) {
            case "text" -> new Part.Text(part.requiredText("text"), CacheField.of(part), part.rest());
            case "refusal" -> new Part.Refusal(part.requiredText("refusal"), part.rest());
            case "image_url" -> image(part);
            case "file" -> file(part);
            default -> new Part.Opaque(Dialect.OPENAI_CHAT, type, part.all());
        };
    }

    private static Part image(JsonFields part) {
        JsonFields image = part.requiredObject("image_url");
        MediaSource source = source(image.requiredText("url"), image.path("url"));
        return new Part.Image(source, image.text("detail"), CacheField.of(part), part.restWith("image_url", image));
    }

    private static Part file(JsonFields part) {
        JsonFields file = part.requiredObject("file");
        String id = file.text("file_id");
        String data = file.text("file_data");
        String name = file.text("filename");
        if ((id == null) == (data == null)) {
            throw QuartermasterException.invalid(
                    part.path("file"), "'" + part.path("file") + "' needs either file_id or file_data");
        }
        MediaSource source = id != null ? new MediaSource.Uploaded(id) : source(data, file.path("file_data"));
        return new Part.Document(source, name, CacheField.of(part), part.restWith("file", file));
    }

    private static MediaSource source(String url, String path) {
        if (!url.startsWith(DATA_URL)) {
            return new MediaSource.Link(url);
        }
        int comma = url.indexOf(BASE64);
        if (comma < 0) {
            throw QuartermasterException.invalid(path, "'" + path + "' must be base64: data:<type>;base64,<data>");
        }
        return new MediaSource.Inline(url.substring(DATA_URL.length(), comma), url.substring(comma + BASE64.length()));
    }

    private static void refusal(JsonFields message, List<Part> parts) {
        String refusal = message.text("refusal");
        if (refusal != null) {
            parts.add(new Part.Refusal(refusal, Map.of()));
        }
    }

    private static Part toolCall(JsonFields call) {
        String type = call.text("type");
        boolean custom = "custom".equals(type);
        if (!custom && type != null && !type.equals("function")) {
            throw QuartermasterException.invalid(
                    call.path("type"), "'" + call.path("type") + "' must be function or custom");
        }
        String holder = custom ? "custom" : "function";
        JsonFields tool = call.requiredObject(holder);
        return new Part.ToolCall(
                call.requiredText("id"),
                tool.requiredText("name"),
                tool.requiredText(custom ? "input" : "arguments"),
                custom,
                CacheField.of(call),
                call.restWith(holder, tool));
    }
}
