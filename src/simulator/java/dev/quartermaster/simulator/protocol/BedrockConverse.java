package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.simulator.brain.Answer;
import dev.quartermaster.simulator.brain.Answer.ToolCall;
import dev.quartermaster.simulator.brain.Brain;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Reply;

/** {@code converse} and {@code converse-stream}; the second is written by {@link BedrockStream}. */
final class BedrockConverse {

    private static final String STOP_SEQUENCE = "/stop_sequence";

    private final BedrockQuestion questions;

    BedrockConverse(BedrockQuestion questions) {
        this.questions = questions;
    }

    Reply whole(Call call) {
        Question question = questions.of(call);
        Answer answer = Brain.answer(question, call.twist());
        ObjectNode body = Json.object(
                "metrics", metrics(answer.usage()),
                "output", Json.object("message", Json.object("content", content(answer), "role", "assistant")),
                "usage", usage(answer.usage()));
        body.setAll(ending(call, answer));
        body.setAll(tier(answer.usage()));
        return Reply.json(body);
    }

    Reply streamed(Call call) {
        Question question = questions.of(call);
        return new BedrockStream(call, Brain.answer(question, call.twist())).reply();
    }

    private static ArrayNode content(Answer answer) {
        ArrayNode content = Json.array();
        if (!answer.thinking().isEmpty()) {
            JsonNode text = Json.object("text", answer.thinking(), "signature", Signature.of(answer.thinking()));
            content.add(Json.object("reasoningContent", Json.object("reasoningText", text)));
        }
        if (!answer.text().isEmpty()) {
            content.add(Json.object("text", answer.text()));
        }
        for (ToolCall call : answer.toolCalls()) {
            content.add(Json.object(
                    "toolUse", Json.object("toolUseId", id(call), "name", call.name(), "input", call.arguments())));
        }
        return content;
    }

    static String id(ToolCall call) {
        return "tooluse_" + call.seed();
    }

    /** Writes the stop reason; the stop sequence only where the request asks for its path. */
    static ObjectNode ending(Call call, Answer answer) {
        ObjectNode ending = Json.object("stopReason", stopReason(answer));
        call.at("additionalModelResponseFieldPaths").forEach(path -> {
            if (path.asText().equals(STOP_SEQUENCE)) {
                ending.set("additionalModelResponseFields", Json.object("stop_sequence", answer.stop()));
            }
        });
        return ending;
    }

    private static String stopReason(Answer answer) {
        return switch (answer.finish()) {
            case STOP -> "end_turn";
            case STOP_TEXT -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_POLICY -> "guardrail_intervened";
        };
    }

    /** What the answer says of the service it had; nothing of the standard one. */
    static ObjectNode tier(Usage usage) {
        if (usage.tier() == null) {
            return Json.object();
        }
        return usage.tier().equals(ServiceTier.LATENCY_OPTIMIZED)
                ? Json.object("performanceConfig", Json.object("latency", "optimized"))
                : Json.object("serviceTier", Json.object("type", usage.tier().word()));
    }

    static ObjectNode metrics(Usage usage) {
        return Json.object("latencyMs", usage.totalTokens());
    }

    /** Writes the usage; tokens read from or written to the cache are not part of {@code inputTokens}. */
    static ObjectNode usage(Usage usage) {
        ArrayNode details = Json.array();
        addDetail(details, "5m", usage.cacheWrite5m());
        addDetail(details, "1h", usage.cacheWrite1h());
        ObjectNode json = Json.object(
                "inputTokens", usage.input(),
                "outputTokens", usage.output(),
                "totalTokens", usage.totalTokens(),
                "cacheReadInputTokens", usage.cacheRead(),
                "cacheWriteInputTokens", usage.cacheWrite5m() + usage.cacheWrite1h());
        if (!details.isEmpty()) {
            json.set("cacheDetails", details);
        }
        return json;
    }

    private static void addDetail(ArrayNode details, String lifetime, long tokens) {
        if (tokens > 0) {
            details.add(Json.object("ttl", lifetime, "inputTokens", tokens));
        }
    }
}
