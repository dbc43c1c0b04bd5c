package dev.quartermaster.provider.claude;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request to a Claude model.
 *
 * @param room how many tokens reasoning and answer may take together
 */
public record ClaudeRequest(ChatRequest request, ModelSpec model, long room, UnsupportedFieldPolicy fidelity) {

    private static final String REDACTED_THINKING = "redacted_thinking";

    ClaudeGeneration generation() {
        return ClaudeGeneration.of(model);
    }

    boolean reasons() {
        return generation().thinks() || model.features().contains(Feature.REASONING);
    }

    /** Returns the model's reasoning range; its efforts come from its generation if the registry has none. */
    ReasoningRange range() {
        ReasoningRange known = model.reasoning();
        return known.efforts().isEmpty()
                ? new ReasoningRange(generation().efforts(), known.minBudget(), known.maxBudget(), known.canBeOff())
                : known;
    }

    boolean speaksMessages() {
        return request.dialect() == Dialect.ANTHROPIC_MESSAGES;
    }

    String path(RequestField field) {
        return request.paths().of(field);
    }

    void lost(RequestField field, String reason) {
        fidelity.unsupported(path(field), reason);
    }

    /** The caller's own {@code thinking} as far as it has no shared form; empty where there is none. */
    @SuppressWarnings("unchecked")
    Map<String, Object> ownThinking() {
        return speaksMessages() && request.extra().get("thinking") instanceof Map<?, ?> own
                ? (Map<String, Object>) own
                : Map.of();
    }

    boolean isToolForced() {
        ToolChoice choice = request.toolChoice();
        return choice != null
                && !request.tools().isEmpty()
                && (choice.mode() == ToolChoice.Mode.REQUIRED || choice.mode() == ToolChoice.Mode.NAMED);
    }

    /** Tells whether the model is to go on with an answer that has begun. */
    boolean isPrefilled() {
        List<Message> messages = request.messages();
        for (int i = messages.size() - 1; i >= 0; i--) {
            List<Part> said = messages.get(i).parts().stream()
                    .filter(ClaudeRequest::isSaid)
                    .toList();
            if (!said.isEmpty()) {
                return messages.get(i).role() == Role.ASSISTANT && said.get(said.size() - 1) instanceof Part.Text;
            }
        }
        return false;
    }

    /**
     * Tells whether the model's last turn asked for tools and does not begin with its sealed reasoning, as when another
     * model wrote it or the caller's dialect does not carry it.
     */
    boolean continuesUnsealedToolUse() {
        List<Part> said = lastAnswer();
        return said.stream().anyMatch(Part.ToolCall.class::isInstance) && !isReasoning(said.get(0));
    }

    /** Returns the parts of the last answer; consecutive turns of the model are one. */
    private List<Part> lastAnswer() {
        List<Message> messages = request.messages();
        int end = messages.size();
        while (end > 0 && !isAnswer(messages.get(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && messages.get(start - 1).role() == Role.ASSISTANT) {
            start--;
        }
        List<Part> said = new ArrayList<>();
        messages.subList(start, end)
                .forEach(message ->
                        message.parts().stream().filter(ClaudeRequest::isSaid).forEach(said::add));
        return said;
    }

    /** A turn of the model in which nothing is said is not written. */
    private static boolean isAnswer(Message message) {
        return message.role() == Role.ASSISTANT && message.parts().stream().anyMatch(ClaudeRequest::isSaid);
    }

    private static boolean isSaid(Part part) {
        if (part instanceof Part.Thinking thinking) {
            return isSealed(thinking);
        }
        return !(part instanceof Part.Text text) || !text.text().isBlank();
    }

    private static boolean isReasoning(Part part) {
        return part instanceof Part.Thinking thinking
                ? isSealed(thinking)
                : part instanceof Part.Opaque opaque && opaque.type().equals(REDACTED_THINKING);
    }

    /** Tells whether reasoning carries the seal without which no model takes it back. */
    public static boolean isSealed(Part.Thinking thinking) {
        return thinking.signature() != null && !thinking.signature().isBlank();
    }
}
