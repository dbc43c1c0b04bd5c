package dev.quartermaster.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.chat.ChatFields;
import dev.quartermaster.api.chat.MediaField;
import dev.quartermaster.api.chat.NeutralSettings;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.tool.CallArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a chat completion request. */
final class MessageReader {

    private MessageReader() {}

    static List<Message> readAll(JsonFields fields) {
        List<Message> messages = fields.each("messages", MessageReader::read);
        if (messages.isEmpty()) {
            throw QuartermasterException.invalid("messages", "'messages' must hold at least one message");
        }
        return messages;
    }

    private static Message read(JsonFields message) {
        Role role = ChatFields.role(message, Role.SYSTEM, Role.DEVELOPER, Role.USER, Role.ASSISTANT, Role.TOOL);
        // In a tool's message it names the tool, not a speaker.
        String name = role == Role.TOOL ? null : message.text("name");
        List<Part> parts = new ArrayList<>();
        if (role == Role.ASSISTANT) {
            List<Part> signed = Signatures.read(message);
            parts.addAll(signed);
            // What is signed is repeated there without its signature.
            reasoning(message, signed.isEmpty() ? parts : new ArrayList<>());
        }
        if (role == Role.TOOL) {
            parts.add(new Part.ToolResult(
                    message.requiredText("tool_call_id"),
                    content(message),
                    false,
                    ChatFields.cacheMark(message),
                    Map.of()));
        } else {
            parts.addAll(content(message));
        }
        if (role == Role.ASSISTANT) {
            refusal(message, parts);
            parts.addAll(message.each("tool_calls", MessageReader::toolCall));
        } else if (message.take("content") == null) {
            message.required("content", null);
        }
        return new Message(
                role, marked(parts, ChatFields.cacheMark(message)), name, NeutralSettings.stated(message.rest()));
    }

    /** A breakpoint on the whole message is one on its last text. */
    private static List<Part> marked(List<Part> parts, @Nullable CacheMark mark) {
        int last = parts.size() - 1;
        if (mark != null && last >= 0 && parts.get(last) instanceof Part.Text text && text.cache() == null) {
            parts.set(last, new Part.Text(text.text(), mark, text.extra()));
        }
        return parts;
    }

    private static List<Part> content(JsonFields message) {
        return ChatFields.content(message, "content", MessageReader::part);
    }

    private static Part part(JsonFields part) {
        String type = part.requiredText("type");
        return switch (type) {
            case "text" -> new Part.Text(part.requiredText("text"), ChatFields.cacheMark(part), part.rest());
            case "refusal" -> new Part.Refusal(part.requiredText("refusal"), part.rest());
            case "image_url" -> image(part);
            case "file" -> file(part);
            default -> new Part.Opaque(Dialect.OPENAI_CHAT, type, part.all());
        };
    }

    private static Part image(JsonFields part) {
        JsonFields image = part.requiredObject("image_url");
        MediaSource source = MediaField.urlOrData(image.requiredText("url"), image.path("url"));
        return new Part.Image(
                source, image.text("detail"), ChatFields.cacheMark(part), part.restWith("image_url", image));
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
        MediaSource source = id != null ? new MediaSource.Uploaded(id) : fileData(data, file.path("file_data"));
        return new Part.Document(source, name, ChatFields.cacheMark(part), part.restWith("file", file));
    }

    /** Links are not of this dialect here, but clients send them. */
    private static MediaSource fileData(String data, String path) {
        return data.startsWith("http://") || data.startsWith("https://")
                ? new MediaSource.Link(data)
                : MediaField.data(data, path);
    }

    /** Reads the reasoning that an earlier answer showed; some services call the field {@code reasoning}. */
    private static void reasoning(JsonFields message, List<Part> parts) {
        String text = message.text("reasoning_content");
        JsonNode other = message.take("reasoning");
        if (text == null && other != null && other.isTextual()) {
            text = other.textValue();
        }
        if (text != null && !text.isBlank()) {
            parts.add(new Part.Thinking(text, null, Map.of()));
        }
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
                custom ? tool.requiredText("input") : CallArguments.mended(tool.requiredText("arguments")),
                custom,
                ChatFields.cacheMark(call),
                call.restWith(holder, tool));
    }
}
