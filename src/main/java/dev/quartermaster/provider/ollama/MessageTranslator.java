package dev.quartermaster.provider.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes turns: one text each, with images beside it. Tool results name their tool, which other protocols do not, so the
 * name is looked up in the turn that asked for it. Used for one request.
 */
final class MessageTranslator {

    private static final String FAILED = "Error: ";

    private final ObjectMapper mapper;
    private final UnsupportedFieldPolicy unsupported;
    private final FieldPaths paths;
    private final Map<String, String> toolByCall = new HashMap<>();
    private final List<Map<String, Object>> written = new ArrayList<>();
    private Turn ofResults = new Turn();

    /** @param paths where the caller has written what is lost */
    MessageTranslator(ObjectMapper mapper, UnsupportedFieldPolicy unsupported, FieldPaths paths) {
        this.mapper = mapper;
        this.unsupported = unsupported;
        this.paths = paths;
    }

    List<Map<String, Object>> messages(List<Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            write(messages.get(i), i);
        }
        imagesOfResults();
        if (written.isEmpty()) {
            throw QuartermasterException.invalid(
                    paths.of(RequestField.MESSAGES), "nothing of the conversation can be said to this provider");
        }
        return written;
    }

    private void write(Message message, int position) {
        Turn turn = new Turn();
        for (int i = 0; i < message.parts().size(); i++) {
            Part part = message.parts().get(i);
            if (part instanceof Part.ToolResult result) {
                written.add(toolTurn(result, position, i));
            } else if (part instanceof Part.ToolCall call) {
                turn.calls.add(call(call, paths.arguments(position, i)));
            } else {
                add(part, turn, paths.part(position, i, FieldPaths.NOT_NESTED));
            }
        }
        if (!turn.isEmpty()) {
            imagesOfResults();
            written.add(turn.fields(role(message.role())));
        }
    }

    /** Images that tools answered with, in a user's turn behind all results: a result itself holds only text here. */
    private void imagesOfResults() {
        if (!ofResults.isEmpty()) {
            written.add(ofResults.fields(role(Role.USER)));
            ofResults = new Turn();
        }
    }

    private void add(Part part, Turn turn, String field) {
        if (part instanceof Part.Text text) {
            turn.text.append(text.text());
        } else if (part instanceof Part.Refusal refusal) {
            turn.text.append(refusal.text());
        } else if (part instanceof Part.Thinking thinking) {
            turn.thinking.append(thinking.text());
        } else if (part instanceof Part.Image image) {
            image(image, turn, field);
        } else if (part instanceof Part.Document document) {
            document(document, turn.text, field);
        } else if (!isSealed(part)) {
            unsupported.unsupported(field, "this kind of content cannot be expressed for this provider");
        }
    }

    /** Reasoning that only the model can read whose it is: to others it says nothing. */
    private static boolean isSealed(Part part) {
        return part instanceof Part.Opaque opaque && opaque.type().equals("redacted_thinking");
    }

    private void image(Part.Image image, Turn turn, String field) {
        if (image.source() instanceof MediaSource.Inline inline) {
            turn.images.add(inline.data());
        } else {
            unsupported.unsupported(field, "this provider takes images inline only");
        }
    }

    private Map<String, Object> call(Part.ToolCall call, String field) {
        toolByCall.put(call.id(), call.name());
        Map<String, Object> function = Fields.with("name", call.name())
                .set("arguments", arguments(call.arguments(), field))
                .map();
        return Fields.with("id", call.id()).set("function", function).map();
    }

    /** Arguments are an object here, not its text. */
    private Map<?, ?> arguments(String text, String field) {
        if (text.isBlank()) {
            return Map.of();
        }
        try {
            Map<?, ?> object = mapper.readValue(text, Map.class);
            if (object != null) {
                return object;
            }
        } catch (JsonProcessingException notAnObject) {
            // Said below, without the text: it is the caller's.
        }
        throw QuartermasterException.invalid(field, "the arguments of a tool call must be a JSON object");
    }

    /** This protocol has no flag for a tool that failed, so its answer says so in words. */
    private Map<String, Object> toolTurn(Part.ToolResult result, int position, int place) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < result.content().size(); i++) {
            Part part = result.content().get(i);
            if (part instanceof Part.Text piece) {
                text.append(piece.text());
            } else if (part instanceof Part.Document document) {
                document(document, text, paths.part(position, place, i));
            } else {
                add(part, ofResults, paths.part(position, place, i));
            }
        }
        String said = text.toString();
        if (result.error()) {
            said = FAILED + (said.isBlank() ? "the tool failed without a message" : said);
        }
        return Fields.with("role", "tool")
                .set("content", said)
                .set("tool_name", toolByCall.get(result.callId()))
                .set("tool_call_id", result.callId())
                .map();
    }

    private void document(Part.Document document, StringBuilder text, String field) {
        if (document.source() instanceof MediaSource.Inline inline
                && inline.mediaType().regionMatches(true, 0, "text/", 0, 5)) {
            text.append(document.name() == null ? "" : document.name() + "\n\n");
            text.append(new String(Base64.getMimeDecoder().decode(inline.data()), StandardCharsets.UTF_8));
        } else {
            unsupported.unsupported(field, "this provider takes of documents only those that are text");
        }
    }

    private static String role(Role role) {
        return switch (role) {
            case SYSTEM, DEVELOPER -> "system";
            case USER -> "user";
            case ASSISTANT -> "assistant";
            case TOOL -> "tool";
        };
    }

    /** One turn while its parts are gathered. */
    private static final class Turn {

        private final StringBuilder text = new StringBuilder();
        private final StringBuilder thinking = new StringBuilder();
        private final List<String> images = new ArrayList<>();
        private final List<Map<String, Object>> calls = new ArrayList<>();

        boolean isEmpty() {
            return text.isEmpty() && thinking.isEmpty() && images.isEmpty() && calls.isEmpty();
        }

        Map<String, Object> fields(String role) {
            return Fields.with("role", role)
                    .set("content", text.toString())
                    .set("thinking", thinking.isEmpty() ? null : thinking.toString())
                    .set("images", images.isEmpty() ? null : images)
                    .set("tool_calls", calls.isEmpty() ? null : calls)
                    .map();
        }
    }
}
