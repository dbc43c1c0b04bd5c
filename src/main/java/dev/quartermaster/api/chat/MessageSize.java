package dev.quartermaster.api.chat;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.function.Supplier;

/**
 * Refuses messages with too much text. A message of megabytes is a file that somebody pasted or a loop that feeds on
 * itself: it costs what a thousand questions cost, so an operator must allow it.
 */
final class MessageSize {

    private final long limit;

    MessageSize(long limit) {
        this.limit = limit;
    }

    /**
     * @param path of the message in the caller's request
     * @throws QuartermasterException naming it when the message holds more than the limit
     */
    void check(Message message, Supplier<String> path) {
        long bytes = bytes(message.parts());
        if (bytes > limit) {
            String field = path.get();
            throw QuartermasterException.invalid(
                    field,
                    "'" + field + "' holds " + bytes + " bytes of text; at most " + limit
                            + " are taken in one message (quartermaster.requests.max-message-bytes)");
        }
    }

    private static long bytes(List<Part> parts) {
        long sum = 0;
        for (Part part : parts) {
            sum += bytes(part);
        }
        return sum;
    }

    private static long bytes(Part part) {
        if (part instanceof Part.Text text) {
            return ByteBufUtil.utf8Bytes(text.text());
        } else if (part instanceof Part.Thinking thinking) {
            return ByteBufUtil.utf8Bytes(thinking.text());
        } else if (part instanceof Part.Refusal refusal) {
            return ByteBufUtil.utf8Bytes(refusal.text());
        } else if (part instanceof Part.ToolCall call) {
            return ByteBufUtil.utf8Bytes(call.arguments());
        }
        return part instanceof Part.ToolResult result ? bytes(result.content()) : 0;
    }
}
