package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.FinishReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The {@code response} object around the output of one answer. */
final class ResponseFrame {

    private final String digits;
    private final Instant created;
    private final ObjectNode settings;
    private String model;

    /**
     * @param decision gives the answer and its items their ids
     * @param model the name to show until the provider says which model served
     * @param settings what the answer repeats of the request
     */
    ResponseFrame(UUID decision, Instant created, String model, ObjectNode settings) {
        this.digits = decision.toString().replace("-", "");
        this.created = created;
        this.model = model;
        this.settings = settings;
    }

    void servedBy(@Nullable String servedModel) {
        if (servedModel != null) {
            model = servedModel;
        }
    }

    /** The id of the item at this place of the output. */
    String itemId(String prefix, int outputIndex) {
        return prefix + "_" + digits + "_" + outputIndex;
    }

    ObjectNode begun() {
        return frame("in_progress", List.of());
    }

    ObjectNode ended(FinishReason finish, Iterable<ObjectNode> output, Usage usage) {
        String missing = missing(finish);
        ObjectNode response = frame(missing == null ? "completed" : "incomplete", output);
        if (missing != null) {
            response.putObject("incomplete_details").put("reason", missing);
        }
        response.set("usage", usage(usage));
        return response;
    }

    ObjectNode failed(ErrorCode code, @Nullable String message, Iterable<ObjectNode> output) {
        ObjectNode response = frame("failed", output);
        response.putObject("error").put("code", word(code)).put("message", message);
        return response;
    }

    /** The dialect's own word, and the usual one for what it has none for. */
    private static String word(ErrorCode code) {
        return switch (code) {
            case CONTEXT_LENGTH_EXCEEDED -> "context_length_exceeded";
            case RATE_LIMIT_EXCEEDED -> "rate_limit_exceeded";
            default -> "server_error";
        };
    }

    /** Why an answer that ended so is not whole; null when it is. */
    static @Nullable String missing(FinishReason finish) {
        return switch (finish) {
            case LENGTH -> "max_output_tokens";
            case CONTENT_FILTER, REFUSAL -> "content_filter";
            case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE -> null;
        };
    }

    private ObjectNode frame(String status, Iterable<ObjectNode> output) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("id", "resp_" + digits);
        response.put("object", "response");
        response.put("created_at", created.getEpochSecond());
        response.put("status", status);
        response.putNull("error");
        response.putNull("incomplete_details");
        response.put("model", model);
        ArrayNode items = response.putArray("output");
        output.forEach(items::add);
        response.setAll(settings);
        return response;
    }

    /** Counts cached and written tokens inside the input, reasoning inside the output. */
    private static ObjectNode usage(Usage usage) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("input_tokens", usage.promptTokens());
        ObjectNode input = node.putObject("input_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite5m() + usage.cacheWrite1h());
        node.put("output_tokens", usage.answerTokens());
        ObjectNode output = node.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
        images(input, usage.media().imageInput());
        images(output, usage.media().imageOutput());
        node.put("total_tokens", usage.totalTokens());
        return node;
    }

    /** Only models that paint count them apart. */
    private static void images(ObjectNode details, long tokens) {
        if (tokens > 0) {
            details.put("image_tokens", tokens);
        }
    }
}
