package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a whole answer. */
final class ReplyTranslator {

    /** Fields that the internal form has itself. */
    private static final Set<String> KNOWN = Set.of("output", "stopReason", "usage");

    private final Json json;

    ReplyTranslator(Json json) {
        this.json = json;
    }

    /**
     * @param requestId from the answer's headers; the body has no id
     * @throws dev.quartermaster.domain.ProviderFailure when the answer says nothing, or is malformed
     */
    ChatReply reply(JsonNode body, @Nullable String requestId, ChatRequest request) {
        Usage counted =
                body.path("usage").isObject() ? usage(body.path("usage")).at(tier(body)) : null;
        try {
            return reply(body, requestId, request, counted);
        } catch (ProviderFailure failure) {
            throw failure.having(counted);
        }
    }

    private ChatReply reply(JsonNode body, @Nullable String requestId, ChatRequest request, @Nullable Usage counted) {
        JsonNode content = body.path("output").path("message").path("content");
        if (!content.isArray()) {
            throw FailureClassifier.unreadable();
        }
        List<Part> parts = parts(content);
        boolean tools = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        FinishReason finish = finish(body.path("stopReason").asText(), tools);
        if (parts.isEmpty()) {
            throw FailureClassifier.empty(finish);
        }
        Choice choice = new Choice(0, parts, finish, stopSequence(body), Map.of(), Map.of());
        ChatReply reply = new ChatReply(
                Dialect.BEDROCK_CONVERSE, requestId, servedModel(body), List.of(choice), Usage.NONE, extra(body));
        return reply.withUsage(
                counted == null ? TokenEstimator.usage(request, reply).at(tier(body)) : counted);
    }

    /**
     * Reads the tier from a whole answer, or from the metadata of a streamed one; null for the standard one. A call whose
     * latency is optimised has the price of that, whatever tier it was queued in.
     */
    static @Nullable ServiceTier tier(JsonNode answer) {
        ServiceTier latency = ServiceTier.served(
                answer.path("performanceConfig").path("latency").textValue());
        return latency == null
                ? ServiceTier.served(answer.path("serviceTier").path("type").textValue())
                : latency;
    }

    /** Reads the stop sequence, which is reported only when it was requested by its path. */
    static String stopSequence(JsonNode body) {
        return body.path("additionalModelResponseFields").path("stop_sequence").asText(null);
    }

    /** Reads the model that a prompt router chose. */
    static String servedModel(JsonNode body) {
        return body.path("trace").path("promptRouter").path("invokedModelId").asText(null);
    }

    /**
     * Reads {@code stopReason}; an unknown one counts as a normal end.
     *
     * @param asksForTools whether there are any calls for the caller to see
     * @throws ProviderFailure when the model's output cannot be used; another try may bring a better one
     */
    static FinishReason finish(String reason, boolean asksForTools) {
        return switch (reason) {
            case "tool_use" -> asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            case "refusal" -> FinishReason.REFUSAL;
            case "pause_turn" -> FinishReason.PAUSE;
            case "malformed_model_output", "malformed_tool_use" ->
                throw new ProviderFailure(
                        FailureKind.ERROR, true, 200, reason, "the model's output was malformed", null);
            default -> asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }

    /**
     * Reads {@code usage}. Cached tokens are counted beside {@code inputTokens}, not within; the details split what was
     * written by lifetime, and whatever they leave over has the standard one.
     */
    static Usage usage(JsonNode usage) {
        long detailed = 0;
        long oneHour = 0;
        for (JsonNode detail : usage.path("cacheDetails")) {
            long tokens = count(detail, "inputTokens");
            detailed += tokens;
            oneHour += detail.path("ttl").asText().equals("1h") ? tokens : 0;
        }
        long written = usage.hasNonNull("cacheWriteInputTokens") ? count(usage, "cacheWriteInputTokens") : detailed;
        oneHour = Math.min(oneHour, written);
        return new Usage(
                count(usage, "inputTokens"),
                count(usage, "cacheReadInputTokens"),
                written - oneHour,
                oneHour,
                count(usage, "outputTokens"),
                0,
                0,
                false);
    }

    private static long count(JsonNode node, String field) {
        return Math.max(0, node.path(field).asLong());
    }

    /** @param node an object */
    static Map<String, Object> plain(JsonNode node, Json json) {
        return json.value(json.text(node)) instanceof Map<?, ?> map ? named(map) : Map.of();
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    private List<Part> parts(JsonNode content) {
        BlockReader blocks = new BlockReader(json);
        List<Part> parts = new ArrayList<>();
        for (JsonNode block : content) {
            Part part = blocks.part(block);
            if (part != null && !isPlaceholder(part)) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** A model that calls the tool which stands for "none" has not asked for anything. */
    private static boolean isPlaceholder(Part part) {
        return part instanceof Part.ToolCall call && ToolTranslator.PLACEHOLDER.equals(call.name());
    }

    private Map<String, Object> extra(JsonNode body) {
        Map<String, Object> extra = plain(body, json);
        extra.keySet().removeAll(KNOWN);
        return extra;
    }
}
