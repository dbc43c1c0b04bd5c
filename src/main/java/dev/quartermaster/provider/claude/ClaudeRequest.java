package dev.quartermaster.provider.claude;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.provider.translation.TranslationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request to a Claude model.
 *
 * @param room how many tokens reasoning and answer may take together
 */
public record ClaudeRequest(TranslationContext context, long room) {

    private static final String REDACTED_THINKING = "redacted_thinking";

    ClaudeGeneration generation() {
        return ClaudeGeneration.of(context.model());
    }

    boolean reasons() {
        return generation().thinks() || context.has(Feature.REASONING);
    }

    /** Returns the model's reasoning range; its efforts come from its generation if the registry has none. */
    ReasoningRange range() {
        ReasoningRange known = context.model().reasoning();
        return known.efforts().isEmpty()
                ? new ReasoningRange(generation().efforts(), known.minBudget(), known.maxBudget(), known.canBeOff())
                : known;
    }

    boolean speaksMessages() {
        return request().dialect() == Dialect.ANTHROPIC_MESSAGES;
    }

    ChatRequest request() {
        return context.request();
    }

    /** The caller's own {@code thinking} as far as it has no shared form; empty where there is none. */
    @SuppressWarnings("unchecked")
    Map<String, Object> ownThinking() {
        return speaksMessages() && request().extra().get("thinking") instanceof Map<?, ?> own
                ? (Map<String, Object>) own
                : Map.of();
    }

    boolean isToolForced() {
        ToolChoice choice = request().toolChoice();
        return choice != null
                && !request().tools().isEmpty()
                && (choice.mode() == ToolChoice.Mode.REQUIRED || choice.mode() == ToolChoice.Mode.NAMED);
    }

    /** Returns whether the model is to continue an answer that has begun. */
    boolean isPrefilled() {
        List<Message> messages = request().messages();
        for (int i = messages.size() - 1; i >= 0; i--) {
            List<Part> parts = messages.get(i).parts().stream()
                    .filter(ClaudeRequest::hasContent)
                    .toList();
            if (!parts.isEmpty()) {
                return messages.get(i).role() == Role.ASSISTANT && parts.get(parts.size() - 1) instanceof Part.Text;
            }
        }
        return false;
    }

    /**
     * Returns whether the model's last turn called tools and does not begin with signed reasoning, as when another model
     * wrote it or the caller's dialect does not carry it.
     */
    boolean continuesUnsignedToolUse() {
        List<Part> parts = lastAnswer();
        return parts.stream().anyMatch(Part.ToolCall.class::isInstance) && !isReasoning(parts.get(0));
    }

    /** Returns the parts of the last answer; consecutive turns of the model are one. */
    private List<Part> lastAnswer() {
        List<Message> messages = request().messages();
        int end = messages.size();
        while (end > 0 && !isAnswer(messages.get(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && messages.get(start - 1).role() == Role.ASSISTANT) {
            start--;
        }
        List<Part> parts = new ArrayList<>();
        messages.subList(start, end).forEach(message -> message.parts().stream()
                .filter(ClaudeRequest::hasContent)
                .forEach(parts::add));
        return parts;
    }

    /** A turn of the model without content is not written. */
    private static boolean isAnswer(Message message) {
        return message.role() == Role.ASSISTANT && message.parts().stream().anyMatch(ClaudeRequest::hasContent);
    }

    private static boolean hasContent(Part part) {
        if (part instanceof Part.Thinking thinking) {
            return isSigned(thinking);
        }
        return !(part instanceof Part.Text text) || !text.text().isBlank();
    }

    private static boolean isReasoning(Part part) {
        return part instanceof Part.Thinking thinking
                ? isSigned(thinking)
                : part instanceof Part.Opaque opaque && opaque.type().equals(REDACTED_THINKING);
    }

    /** Returns whether reasoning is signed; no model accepts it back otherwise. */
    public static boolean isSigned(Part.Thinking thinking) {
        return thinking.signature() != null && !thinking.signature().isBlank();
    }
}
