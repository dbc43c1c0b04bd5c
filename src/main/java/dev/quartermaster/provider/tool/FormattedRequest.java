package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.translation.Json;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent: one with a response format that its model does not support asks for that format by a tool,
 * which is taken out of the answer again.
 *
 * @param tool null where none is needed
 */
public record FormattedRequest(
        ChatRequest request, @Nullable FormatTool tool) {

    /** @param supported whether the model supports the format; asked only where the request has one */
    public static FormattedRequest of(ChatRequest request, Predicate<ResponseFormat> supported, Json json) {
        if (!FormatTool.isWanted(request) || supported.test(request.responseFormat())) {
            return new FormattedRequest(request, null);
        }
        FormatTool tool = FormatTool.of(request, json);
        return new FormattedRequest(tool.asked(), tool);
    }

    public ChatReply unwrap(ChatReply reply) {
        return tool == null ? reply : tool.unwrap(reply);
    }

    public StreamReader unwrap(StreamReader reader) {
        return tool == null ? reader : tool.unwrap(reader);
    }
}
