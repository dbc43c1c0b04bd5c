package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.simulator.brain.Answer;
import dev.quartermaster.simulator.brain.Answer.ToolCall;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.wire.Frame;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.StreamForm;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A response as numbered events; the last one has the whole response with its usage. There is no {@code [DONE]}. */
final class OpenAiResponsesStream {

    private final Question question;
    private final Answer answer;
    private final List<Frame> frames = new ArrayList<>();
    private int items;

    OpenAiResponsesStream(Question question, Answer answer) {
        this.question = question;
        this.answer = answer;
    }

    Reply reply() {
        ObjectNode begun = OpenAiResponses.response(question, "in_progress", Json.array());
        event("response.created", "response", begun);
        event("response.in_progress", "response", begun);
        if (!answer.thinking().isEmpty()) {
            addReasoning();
        }
        if (OpenAiResponses.speaks(answer)) {
            addMessage();
        }
        answer.toolCalls().forEach(this::addFunctionCall);
        event("response." + OpenAiResponses.status(answer), "response", OpenAiResponses.finished(question, answer));
        return Reply.stream(Reply.SERVER_SENT_EVENTS, frames, new Form());
    }

    private void addReasoning() {
        String id = "rs_" + question.id();
        ObjectNode empty = Json.object("id", id, "type", "reasoning", "summary", Json.array());
        event("response.output_item.added", "output_index", items, "item", empty);
        for (String piece : answer.thinkingPieces()) {
            content(
                    "response.reasoning_summary_text.delta",
                    "item_id",
                    id,
                    "output_index",
                    items,
                    "summary_index",
                    0,
                    "delta",
                    piece);
        }
        itemDone(OpenAiResponses.reasoning(question, answer.thinking()));
    }

    private void addMessage() {
        String id = "msg_" + question.id();
        ObjectNode begun = OpenAiResponses.message(question, "in_progress", Json.array());
        event("response.output_item.added", "output_index", items, "item", begun);
        part("response.content_part.added", id, "part", OpenAiResponses.text(""));
        for (String piece : answer.pieces()) {
            content(
                    "response.output_text.delta",
                    "item_id",
                    id,
                    "output_index",
                    items,
                    "content_index",
                    0,
                    "delta",
                    piece,
                    "logprobs",
                    Json.array());
        }
        part("response.output_text.done", id, "text", answer.text());
        JsonNode whole = OpenAiResponses.text(answer.text());
        part("response.content_part.done", id, "part", whole);
        itemDone(OpenAiResponses.message(question, OpenAiResponses.status(answer), Json.array(whole)));
    }

    private void addFunctionCall(ToolCall call) {
        String id = "fc_" + call.seed();
        String arguments = call.arguments().toString();
        ObjectNode begun = OpenAiResponses.functionCall(call, "in_progress", "");
        event("response.output_item.added", "output_index", items, "item", begun);
        for (String piece : Pieces.of(arguments)) {
            content("response.function_call_arguments.delta", "item_id", id, "output_index", items, "delta", piece);
        }
        event("response.function_call_arguments.done", "item_id", id, "output_index", items, "arguments", arguments);
        itemDone(OpenAiResponses.functionCall(call, "completed", arguments));
    }

    private void part(String type, String id, String field, Object value) {
        event(type, "item_id", id, "output_index", items, "content_index", 0, field, value);
    }

    private void itemDone(ObjectNode item) {
        event("response.output_item.done", "output_index", items, "item", item);
        items++;
    }

    private void content(String type, Object... fields) {
        frames.add(frame(type, fields).asContent());
    }

    private void event(String type, Object... fields) {
        frames.add(frame(type, fields));
    }

    private Frame frame(String type, Object... fields) {
        ObjectNode event = Json.object("type", type, "sequence_number", frames.size());
        event.setAll(Json.object(fields));
        return Frame.event(type, event);
    }

    /** An error event has the error's fields at its top. */
    static final class Form implements StreamForm {

        @Override
        public Frame error(Problem problem) {
            JsonNode error = OpenAi.errorBody(problem).path("error");
            JsonNode code = error.path("code").isNull() ? error.path("type") : error.path("code");
            return Frame.event(
                    "error",
                    Json.object("type", "error", "code", code, "message", problem.message(), "param", problem.field()));
        }

        @Override
        public Frame broken() {
            return new Frame(
                    Buffer.buffer("event: response.output_text.delta\ndata: {\"type\":\"response.output\n\n"), false);
        }
    }
}
