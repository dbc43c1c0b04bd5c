package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a whole answer, and what the lines of a streamed one have in common with it. Older servers give tool calls no ids,
 * so these are counted on from those of the conversation so far: unique in it, and the same for the same request.
 */
final class ReplyTranslator {

    private final Json json;
    private final ChatRequest request;
    private long calls;

    ReplyTranslator(Json json, ChatRequest request) {
        this.json = json;
        this.request = request;
        for (Message message : request.messages()) {
            calls += message.parts().stream()
                    .filter(Part.ToolCall.class::isInstance)
                    .count();
        }
    }

    /** @throws dev.quartermaster.domain.ProviderFailure when the answer is not whole or says nothing */
    ChatReply reply(Wire.Line line) {
        if (!line.done()) {
            throw FailureClassifier.cut();
        }
        List<Part> parts = parts(line.message());
        FinishReason finish = finish(line, parts.isEmpty(), parts.stream().anyMatch(Part.ToolCall.class::isInstance));
        Choice choice = new Choice(0, parts, finish, null, Map.of(), Map.of());
        Usage usage = usage(line, characters(parts));
        return new ChatReply(Dialect.OLLAMA_CHAT, null, line.model(), List.of(choice), usage, line.extra());
    }

    private List<Part> parts(Wire.Content content) {
        List<Part> parts = new ArrayList<>();
        if (content == null) {
            return parts;
        }
        if (content.thinking() != null && !content.thinking().isEmpty()) {
            parts.add(new Part.Thinking(content.thinking(), null, Map.of()));
        }
        if (content.text() != null && !content.text().isEmpty()) {
            parts.add(Part.Text.of(content.text()));
        }
        if (content.toolCalls() != null) {
            content.toolCalls().forEach(call -> parts.add(toolCall(call)));
        }
        return parts;
    }

    Part.ToolCall toolCall(Wire.Call call) {
        if (call.function() == null || call.function().name() == null) {
            throw FailureClassifier.unreadable();
        }
        calls++;
        String id = call.id() == null || call.id().isEmpty() ? "call_" + calls : call.id();
        Map<String, Object> arguments = call.function().arguments();
        return new Part.ToolCall(id, call.function().name(), arguments == null ? "{}" : json.text(arguments), Map.of());
    }

    /**
     * Reads why an answer ended.
     *
     * @throws dev.quartermaster.domain.ProviderFailure when it is empty; one that ended because its model was loaded, or
     *     unloaded, did not end as answers do
     */
    static FinishReason finish(Wire.Line last, boolean empty, boolean asksForTools) {
        FinishReason normal = asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        FinishReason finish = "length".equals(last.doneReason()) ? FinishReason.LENGTH : normal;
        if (empty) {
            boolean moved = "load".equals(last.doneReason()) || "unload".equals(last.doneReason());
            throw FailureClassifier.empty(moved ? null : finish);
        }
        return finish;
    }

    /** A count that is missing is estimated, and the whole is then marked as an estimate. */
    Usage usage(Wire.Line last, long answerCharacters) {
        long prompt = last.promptTokens() == null ? TokenEstimator.ofPrompt(request) : last.promptTokens();
        long output = last.outputTokens() == null ? TokenEstimator.ofCharacters(answerCharacters) : last.outputTokens();
        boolean estimated = last.promptTokens() == null || last.outputTokens() == null;
        return new Usage(Math.max(0, prompt), 0, 0, 0, Math.max(0, output), 0, 0, estimated);
    }

    private static long characters(List<Part> parts) {
        long characters = 0;
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                characters += text.text().length();
            } else if (part instanceof Part.Thinking thinking) {
                characters += thinking.text().length();
            } else if (part instanceof Part.ToolCall call) {
                characters += call.arguments().length();
            }
        }
        return characters;
    }
}
