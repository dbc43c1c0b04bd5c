package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a whole answer. */
final class ReplyTranslator {

    private final Json json;

    ReplyTranslator(Json json) {
        this.json = json;
    }

    /** @throws dev.quartermaster.domain.ProviderFailure when the answer is not whole or says nothing */
    ChatReply reply(Wire.Line line, ChatRequest request) {
        if (!line.done()) {
            throw FailureClassifier.cut();
        }
        List<Part> parts = parts(line.message(), request);
        boolean tools = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        FinishReason finish = Ending.finish(line, tools);
        if (parts.isEmpty()) {
            throw Ending.empty(line, finish);
        }
        Usage usage = Ending.usage(line, request, characters(parts));
        Choice choice = new Choice(0, parts, finish, null, Map.of(), Map.of());
        return new ChatReply(Dialect.OLLAMA_CHAT, null, line.model(), List.of(choice), usage, line.extra());
    }

    private List<Part> parts(Wire.Said said, ChatRequest request) {
        List<Part> parts = new ArrayList<>();
        if (said == null) {
            return parts;
        }
        if (said.thinking() != null && !said.thinking().isEmpty()) {
            parts.add(new Part.Thinking(said.thinking(), null, Map.of()));
        }
        if (said.content() != null && !said.content().isEmpty()) {
            parts.add(Part.Text.of(said.content()));
        }
        if (said.toolCalls() != null) {
            ToolCalls calls = new ToolCalls(json, request);
            said.toolCalls().forEach(call -> parts.add(calls.read(call)));
        }
        return parts;
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
