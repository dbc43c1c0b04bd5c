package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.MediaTokens;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /v1/chat/completions}, answered whole; {@link OpenAiChatStream} answers it in pieces. */
final class OpenAiChat {

    private static final int MOST_CHOICES = 128;

    private OpenAiChat() {}

    static Endpoint endpoint() {
        return Endpoint.post(
                "/v1/chat/completions",
                call -> new Target(
                        Operation.CHAT,
                        call.text("model"),
                        call.body().path("stream").asBoolean()),
                OpenAiChat::answer);
    }

    private static Reply answer(Call call) {
        Question question = OpenAiQuestion.of(call);
        int choices = Math.max(1, call.body().path("n").asInt(1));
        if (choices > MOST_CHOICES) {
            throw Refused.invalid("n", "'n' must be at most " + MOST_CHOICES);
        }
        Answer answer = Brain.answer(question, call.twist());
        return call.body().path("stream").asBoolean()
                ? new OpenAiChatStream(call, question, answer, choices).reply()
                : Reply.json(whole(call, question, answer, choices));
    }

    private static ObjectNode whole(Call call, Question question, Answer answer, int choices) {
        ArrayNode list = Json.array();
        for (int index = 0; index < choices; index++) {
            list.add(Json.object(
                    "index", index,
                    "message", message(answer),
                    "logprobs", logprobs(call, answer.pieces()),
                    "finish_reason", finish(answer)));
        }
        return Json.object(
                "id",
                "chatcmpl-" + question.id(),
                "object",
                "chat.completion",
                "created",
                Epoch.SECONDS,
                "model",
                question.model(),
                "choices",
                list,
                "usage",
                usage(answer.usage(), choices),
                "service_tier",
                tier(answer.usage()),
                "system_fingerprint",
                "fp_simulated");
    }

    private static ObjectNode message(Answer answer) {
        boolean calls = !answer.toolCalls().isEmpty();
        ObjectNode message = Json.object(
                "role",
                "assistant",
                "content",
                calls ? null : answer.text(),
                "refusal",
                null,
                "annotations",
                Json.array());
        if (calls) {
            message.set(
                    "tool_calls",
                    Json.array(answer.toolCalls().stream()
                            .map(OpenAiChat::toolCall)
                            .toList()));
        }
        return message;
    }

    private static ObjectNode toolCall(ToolCall call) {
        return Json.object(
                "id",
                callId(call),
                "type",
                "function",
                "function",
                Json.object("name", call.name(), "arguments", call.arguments().toString()));
    }

    static String callId(ToolCall call) {
        return "call_" + call.seed();
    }

    static String finish(Answer answer) {
        return switch (answer.finish()) {
            case STOP, STOP_TEXT -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_POLICY -> "content_filter";
        };
    }

    static String tier(Usage usage) {
        return usage.tier() == null ? "default" : usage.tier().word();
    }

    /** Cached tokens are a part of the prompt's, reasoning tokens of the completion's, audio and images of both. */
    static ObjectNode usage(Usage usage, int choices) {
        long completion = usage.answerTokens() * choices;
        MediaTokens media = usage.media();
        ObjectNode prompt = Json.object(
                "cached_tokens",
                usage.cacheRead(),
                "cache_write_tokens",
                usage.cacheWrite5m() + usage.cacheWrite1h(),
                "audio_tokens",
                media.audioInput());
        ObjectNode details = Json.object(
                "reasoning_tokens",
                usage.reasoning() * choices,
                "audio_tokens",
                media.audioOutput() * choices,
                "accepted_prediction_tokens",
                0,
                "rejected_prediction_tokens",
                0);
        addImages(prompt, media.imageInput());
        addImages(details, media.imageOutput() * choices);
        return Json.object(
                "prompt_tokens",
                usage.promptTokens(),
                "completion_tokens",
                completion,
                "total_tokens",
                usage.promptTokens() + completion,
                "prompt_tokens_details",
                prompt,
                "completion_tokens_details",
                details);
    }

    /** Few models count them apart. */
    static void addImages(ObjectNode details, long tokens) {
        if (tokens > 0) {
            details.put("image_tokens", tokens);
        }
    }

    /** Every piece is as sure as the next; null unless the request asks for them. */
    static JsonNode logprobs(Call call, List<String> pieces) {
        if (!call.body().path("logprobs").asBoolean()) {
            return null;
        }
        List<ObjectNode> content = new ArrayList<>();
        int top = Math.min(20, call.body().path("top_logprobs").asInt());
        for (String piece : pieces) {
            ArrayNode others = Json.array();
            for (int rank = 0; rank < top; rank++) {
                others.add(logprob(rank == 0 ? piece : piece + rank, -0.125 * (rank + 1)));
            }
            ObjectNode one = logprob(piece, -0.125);
            one.set("top_logprobs", others);
            content.add(one);
        }
        return Json.object("content", Json.array(content), "refusal", null);
    }

    private static ObjectNode logprob(String token, double logprob) {
        ArrayNode bytes = Json.array();
        for (byte one : token.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(one & 0xff);
        }
        return Json.object("token", token, "logprob", logprob, "bytes", bytes);
    }
}
