package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.tool.FormatTool;
import dev.quartermaster.provider.translation.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call's request, and what has to be undone on its answer: older models refuse a response format beside tools, so it is
 * asked for through a tool more.
 *
 * @param tool null where none is needed
 */
record Exchange(
        ProviderCall<ChatRequest> call,
        ChatRequest request,
        @Nullable FormatTool tool,
        Json json) {

    static Exchange of(ProviderCall<ChatRequest> call, Json json) {
        ChatRequest request = call.request();
        boolean together = GeminiGeneration.of(call.model().key().id()).formatsBesideTools();
        if (!FormatTool.isWanted(request) || request.tools().isEmpty() || together) {
            return new Exchange(call, request, null, json);
        }
        FormatTool tool = FormatTool.of(request, json);
        return new Exchange(call, tool.asked(), tool, json);
    }

    Map<String, Object> body() {
        return RequestTranslator.body(call, request, json);
    }

    ChatReply unwrap(ChatReply reply) {
        return tool == null ? reply : tool.unwrap(reply);
    }

    StreamReader unwrap(StreamReader reader) {
        return tool == null ? reader : tool.unwrap(reader);
    }
}
