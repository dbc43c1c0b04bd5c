package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Json;
import java.util.Map;

/**
 * Reads tool calls. Older servers give them no ids, so they are counted on from those of the conversation so far: unique
 * in it, and the same for the same request.
 */
final class ToolCalls {

    private final Json json;
    private long count;

    ToolCalls(Json json, ChatRequest request) {
        this.json = json;
        for (Message message : request.messages()) {
            count += message.parts().stream()
                    .filter(Part.ToolCall.class::isInstance)
                    .count();
        }
    }

    Part.ToolCall read(Wire.Call call) {
        if (call.function() == null || call.function().name() == null) {
            throw FailureClassifier.unreadable();
        }
        count++;
        String id = call.id() == null || call.id().isEmpty() ? "call_" + count : call.id();
        Map<String, Object> arguments = call.function().arguments();
        return new Part.ToolCall(id, call.function().name(), arguments == null ? "{}" : json.text(arguments), Map.of());
    }
}
