package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.claude.ClaudeGeneration;
import dev.quartermaster.provider.tool.FormatTool;
import dev.quartermaster.provider.translation.Json;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One call's request, and what has to be undone on its answer: a response format that the model does not take natively is
 * asked for through a tool.
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
        if (!FormatTool.isWanted(request) || isNative(call)) {
            return new Exchange(call, request, null, json);
        }
        FormatTool tool = FormatTool.of(request, json);
        return new Exchange(call, tool.asked(), tool, json);
    }

    Map<String, Object> body(boolean stream) {
        return RequestTranslator.body(call, request, stream, json);
    }

    @Nullable String beta() {
        return beta(request);
    }

    ChatReply unwrap(ChatReply reply) {
        return tool == null ? reply : tool.unwrap(reply);
    }

    StreamReader unwrap(StreamReader reader) {
        return tool == null ? reader : tool.unwrap(reader);
    }

    /** The beta header's value; null where the caller asked for none. */
    static @Nullable String beta(ChatRequest request) {
        Object names = request.extra().get(RequestTranslator.BETA);
        if (request.dialect() != Dialect.ANTHROPIC_MESSAGES || names == null) {
            return null;
        }
        return names instanceof Collection<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(names);
    }

    private static boolean isNative(ProviderCall<ChatRequest> call) {
        ChatRequest request = call.request();
        if (request.dialect() == Dialect.ANTHROPIC_MESSAGES) {
            return true;
        }
        boolean able = call.model().features().contains(Feature.STRUCTURED_OUTPUT)
                || ClaudeGeneration.of(call.model()).hasStructuredOutput();
        ResponseFormat format = request.responseFormat();
        return able && format.kind() == ResponseFormat.Kind.JSON_SCHEMA && NativeFormat.fits(format.schema());
    }
}
