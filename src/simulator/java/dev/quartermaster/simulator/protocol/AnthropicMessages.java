package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.simulator.brain.Answer;
import dev.quartermaster.simulator.brain.Answer.ToolCall;
import dev.quartermaster.simulator.brain.Brain;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Refused;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.Target;

/** {@code POST /v1/messages}, answered whole; {@link AnthropicStream} answers it in pieces. */
final class AnthropicMessages {

    private AnthropicMessages() {}

    static Endpoint endpoint() {
        return Endpoint.post(
                "/v1/messages",
                call -> new Target(
                        Operation.CHAT, call.text("model"), call.at("stream").asBoolean()),
                AnthropicMessages::answer);
    }

    private static Reply answer(Call call) {
        Question question = AnthropicQuestion.of(call);
        if (call.at("max_tokens").asInt() < 1) {
            throw Refused.invalid("max_tokens", "max_tokens: Field required");
        }
        Answer answer = Brain.answer(question, call.twist());
        return call.at("stream").asBoolean()
                ? new AnthropicStream(question, answer).reply()
                : Reply.json(
                        message(question, content(answer), stopReason(answer), answer.stop(), usage(answer.usage())));
    }

    static ObjectNode message(Question question, ArrayNode content, String stopReason, String stop, ObjectNode usage) {
        return Json.object(
                "id",
                "msg_" + question.id(),
                "type",
                "message",
                "role",
                "assistant",
                "model",
                question.model(),
                "content",
                content,
                "stop_reason",
                stopReason,
                "stop_sequence",
                stop,
                "usage",
                usage);
    }

    private static ArrayNode content(Answer answer) {
        ArrayNode content = Json.array();
        if (!answer.thinking().isEmpty()) {
            content.add(Json.object(
                    "type", "thinking", "thinking", answer.thinking(), "signature", Signature.of(answer.thinking())));
        }
        if (!answer.text().isEmpty()) {
            content.add(Json.object("type", "text", "text", answer.text()));
        }
        for (ToolCall call : answer.toolCalls()) {
            content.add(toolUse(call, call.arguments()));
        }
        return content;
    }

    static ObjectNode toolUse(ToolCall call, ObjectNode input) {
        return Json.object("type", "tool_use", "id", "toolu_" + call.seed(), "name", call.name(), "input", input);
    }

    static String stopReason(Answer answer) {
        return switch (answer.finish()) {
            case STOP -> "end_turn";
            case STOP_TEXT -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_POLICY -> "refusal";
        };
    }

    /** Writes the usage; tokens read from or written to the cache are not part of {@code input_tokens}. */
    static ObjectNode usage(Usage usage) {
        return Json.object(
                "input_tokens", usage.input(),
                "cache_creation_input_tokens", usage.cacheWrite5m() + usage.cacheWrite1h(),
                "cache_read_input_tokens", usage.cacheRead(),
                "cache_creation",
                        Json.object(
                                "ephemeral_5m_input_tokens", usage.cacheWrite5m(),
                                "ephemeral_1h_input_tokens", usage.cacheWrite1h()),
                "output_tokens", usage.output(),
                "service_tier", usage.tier() == null ? "standard" : usage.tier().word());
    }
}
