package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
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
    ChatReply reply(JsonNode body, String requestId, ChatRequest request) {
        JsonNode content = body.path("output").path("message").path("content");
        if (!content.isArray()) {
            throw FailureClassifier.unreadable();
        }
        List<Part> parts = parts(content);
        boolean tools = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        FinishReason finish = StopReasons.of(body.path("stopReason").asText(), tools);
        if (parts.isEmpty()) {
            throw FailureClassifier.empty(finish);
        }
        Choice choice = new Choice(0, parts, finish, stopSequence(body), Map.of(), Map.of());
        ChatReply reply = new ChatReply(
                Dialect.BEDROCK_CONVERSE, requestId, servedModel(body), List.of(choice), Usage.NONE, extra(body));
        Usage usage = body.path("usage").isObject()
                ? UsageTranslator.usage(body.path("usage"))
                : TokenEstimator.usage(request, reply);
        return new ChatReply(reply.dialect(), reply.id(), reply.servedModel(), reply.choices(), usage, reply.extra());
    }

    /** Told only when it was asked for by its path. */
    static String stopSequence(JsonNode body) {
        return body.path("additionalModelResponseFields").path("stop_sequence").asText(null);
    }

    /** A prompt router says which model it chose. */
    static String servedModel(JsonNode body) {
        return body.path("trace").path("promptRouter").path("invokedModelId").asText(null);
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
        return part instanceof Part.ToolCall call && call.name().equals(ToolTranslator.PLACEHOLDER);
    }

    private Map<String, Object> extra(JsonNode body) {
        Map<String, Object> extra = plain(body, json);
        extra.keySet().removeAll(KNOWN);
        return extra;
    }
}
