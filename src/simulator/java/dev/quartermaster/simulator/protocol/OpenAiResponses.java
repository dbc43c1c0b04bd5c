package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.simulator.brain.Answer;
import dev.quartermaster.simulator.brain.Answer.Finish;
import dev.quartermaster.simulator.brain.Answer.ToolCall;
import dev.quartermaster.simulator.brain.Brain;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.Target;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /v1/responses} without stored state; {@link OpenAiResponsesStream} answers it in pieces. */
final class OpenAiResponses {

    private OpenAiResponses() {}

    static Endpoint endpoint() {
        return Endpoint.post(
                "/v1/responses",
                call -> new Target(
                        Operation.CHAT, call.text("model"), call.at("stream").asBoolean()),
                OpenAiResponses::answer);
    }

    private static Reply answer(Call call) {
        Question question = OpenAiResponsesQuestion.of(call);
        Answer answer = Brain.answer(question, call.twist());
        return call.at("stream").asBoolean()
                ? new OpenAiResponsesStream(question, answer).reply()
                : Reply.json(finished(question, answer));
    }

    static ObjectNode finished(Question question, Answer answer) {
        ObjectNode response = response(question, status(answer), items(question, answer));
        if (!status(answer).equals("completed")) {
            String reason = answer.finish() == Finish.LENGTH ? "max_output_tokens" : "content_filter";
            response.set("incomplete_details", Json.object("reason", reason));
        }
        response.set("usage", usage(answer.usage()));
        response.put("service_tier", OpenAiChat.tier(answer.usage()));
        return response;
    }

    /** @param output the items there are so far */
    static ObjectNode response(Question question, String status, ArrayNode output) {
        return Json.object(
                "id",
                "resp_" + question.id(),
                "object",
                "response",
                "created_at",
                Epoch.SECONDS,
                "status",
                status,
                "error",
                null,
                "incomplete_details",
                null,
                "instructions",
                null,
                "model",
                question.model(),
                "output",
                output,
                "parallel_tool_calls",
                question.severalCalls(),
                "tool_choice",
                "auto",
                "tools",
                Json.array(),
                "usage",
                null);
    }

    static String status(Answer answer) {
        return switch (answer.finish()) {
            case LENGTH, CONTENT_POLICY -> "incomplete";
            case STOP, STOP_TEXT, TOOL_CALLS -> "completed";
        };
    }

    /** A model may say something before it calls its tools; without tools it always has a message, empty or not. */
    static boolean speaks(Answer answer) {
        return answer.toolCalls().isEmpty() || !answer.text().isEmpty();
    }

    private static ArrayNode items(Question question, Answer answer) {
        List<ObjectNode> items = new ArrayList<>();
        if (!answer.thinking().isEmpty()) {
            items.add(reasoning(question, answer.thinking()));
        }
        if (speaks(answer)) {
            items.add(message(question, status(answer), Json.array(text(answer.text()))));
        }
        for (ToolCall call : answer.toolCalls()) {
            items.add(functionCall(call, "completed", call.arguments().toString()));
        }
        return Json.array(items);
    }

    static ObjectNode reasoning(Question question, String thinking) {
        JsonNode summary = Json.object("type", "summary_text", "text", thinking);
        return Json.object("id", "rs_" + question.id(), "type", "reasoning", "summary", Json.array(summary));
    }

    static ObjectNode message(Question question, String status, ArrayNode content) {
        return Json.object(
                "id",
                "msg_" + question.id(),
                "type",
                "message",
                "status",
                status,
                "role",
                "assistant",
                "content",
                content);
    }

    static ObjectNode text(String text) {
        return Json.object("type", "output_text", "annotations", Json.array(), "logprobs", Json.array(), "text", text);
    }

    static ObjectNode functionCall(ToolCall call, String status, String arguments) {
        return Json.object(
                "id",
                "fc_" + call.seed(),
                "type",
                "function_call",
                "status",
                status,
                "arguments",
                arguments,
                "call_id",
                OpenAiChat.callId(call),
                "name",
                call.name());
    }

    /** Cached tokens are a part of the input's, reasoning tokens of the output's. */
    private static ObjectNode usage(Usage usage) {
        ObjectNode input = Json.object("cached_tokens", usage.cacheRead());
        ObjectNode output = Json.object("reasoning_tokens", usage.reasoning());
        OpenAiChat.addImages(input, usage.media().imageInput());
        OpenAiChat.addImages(output, usage.media().imageOutput());
        return Json.object(
                "input_tokens", usage.promptTokens(),
                "input_tokens_details", input,
                "output_tokens", usage.answerTokens(),
                "output_tokens_details", output,
                "total_tokens", usage.totalTokens());
    }
}
