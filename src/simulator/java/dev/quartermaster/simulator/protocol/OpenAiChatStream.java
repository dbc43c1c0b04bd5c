package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.simulator.brain.Answer;
import dev.quartermaster.simulator.brain.Answer.ToolCall;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Frame;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.StreamForm;
import java.util.ArrayList;
import java.util.List;

/** A chat answer as chunks: role, content word by word, finish reason, usage when asked for, {@code [DONE]}. */
final class OpenAiChatStream {

    private final Call call;
    private final Question question;
    private final Answer answer;
    private final int choices;
    private final boolean countsTokens;
    private final List<Frame> frames = new ArrayList<>();

    OpenAiChatStream(Call call, Question question, Answer answer, int choices) {
        this.call = call;
        this.question = question;
        this.answer = answer;
        this.choices = choices;
        this.countsTokens = call.at("stream_options", "include_usage").asBoolean();
    }

    Reply reply() {
        for (int index = 0; index < choices; index++) {
            addChoice(index);
        }
        if (countsTokens) {
            ObjectNode last = chunk();
            last.set("choices", Json.array());
            last.set("usage", OpenAiChat.usage(answer.usage(), choices));
            frames.add(Frame.data(last));
        }
        frames.add(Frame.data("[DONE]"));
        return Reply.stream(Reply.SERVER_SENT_EVENTS, frames, new Form());
    }

    private void addChoice(int index) {
        boolean calls = !answer.toolCalls().isEmpty();
        ObjectNode first = Json.object("role", "assistant", "content", calls ? null : "", "refusal", null);
        frames.add(delta(index, first, null, null));
        for (String piece : answer.pieces()) {
            frames.add(delta(index, Json.object("content", piece), piece, null).asContent());
        }
        for (int i = 0; i < answer.toolCalls().size(); i++) {
            addToolCall(index, i, answer.toolCalls().get(i));
        }
        frames.add(delta(index, Json.object(), null, OpenAiChat.finish(answer)));
    }

    private void addToolCall(int index, int position, ToolCall tool) {
        ObjectNode begin = Json.object(
                "index",
                position,
                "id",
                OpenAiChat.callId(tool),
                "type",
                "function",
                "function",
                Json.object("name", tool.name(), "arguments", ""));
        frames.add(toolDelta(index, begin));
        for (String piece : Pieces.of(tool.arguments().toString())) {
            frames.add(toolDelta(index, Json.object("index", position, "function", Json.object("arguments", piece))));
        }
    }

    private Frame toolDelta(int index, ObjectNode tool) {
        return delta(index, Json.object("tool_calls", Json.array(tool)), null, null)
                .asContent();
    }

    private Frame delta(int index, ObjectNode delta, String piece, String finish) {
        ObjectNode choice = Json.object(
                "index",
                index,
                "delta",
                delta,
                "logprobs",
                piece == null ? null : OpenAiChat.logprobs(call, List.of(piece)),
                "finish_reason",
                finish);
        ObjectNode chunk = chunk();
        chunk.set("choices", Json.array(choice));
        if (countsTokens) {
            chunk.putNull("usage");
        }
        return Frame.data(chunk);
    }

    private ObjectNode chunk() {
        return Json.object(
                "id",
                "chatcmpl-" + question.id(),
                "object",
                "chat.completion.chunk",
                "created",
                Epoch.SECONDS,
                "model",
                question.model(),
                "service_tier",
                OpenAiChat.tier(answer.usage()),
                "system_fingerprint",
                "fp_simulated");
    }

    /** After an error there is no {@code [DONE]}. */
    static final class Form implements StreamForm {

        @Override
        public Frame error(Problem problem) {
            return Frame.data(OpenAi.errorBody(problem));
        }

        @Override
        public Frame broken() {
            return Frame.data("{\"id\":\"chatcmpl-broken\",\"choices\":[{\"index\":0,\"delta\":");
        }
    }
}
