package dev.quartermaster.simulator.protocol;

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

/** A message as events: its start, each block with start, deltas and stop, its delta with the usage, its stop. */
final class AnthropicStream {

    private final Question question;
    private final Answer answer;
    private final List<Frame> frames = new ArrayList<>();
    private int blocks;

    AnthropicStream(Question question, Answer answer) {
        this.question = question;
        this.answer = answer;
    }

    Reply reply() {
        // Only the prompt is counted yet; a first output token is always reported with it.
        ObjectNode usage = AnthropicMessages.usage(answer.usage());
        usage.put("output_tokens", Math.min(1, answer.usage().output()));
        event("message_start", "message", AnthropicMessages.message(question, Json.array(), null, null, usage), false);
        addThinking();
        addText();
        answer.toolCalls().forEach(this::addToolUse);
        addEnd();
        return Reply.stream(Reply.SERVER_SENT_EVENTS, frames, new Form());
    }

    private void addThinking() {
        if (answer.thinking().isEmpty()) {
            return;
        }
        begin(Json.object("type", "thinking", "thinking", "", "signature", ""));
        for (String piece : answer.thinkingPieces()) {
            delta(Json.object("type", "thinking_delta", "thinking", piece), true);
        }
        delta(Json.object("type", "signature_delta", "signature", Signature.of(answer.thinking())), false);
        end();
    }

    private void addText() {
        if (answer.text().isEmpty()) {
            return;
        }
        begin(Json.object("type", "text", "text", ""));
        for (String piece : answer.pieces()) {
            delta(Json.object("type", "text_delta", "text", piece), true);
        }
        end();
    }

    private void addToolUse(ToolCall call) {
        begin(AnthropicMessages.toolUse(call, Json.object()));
        delta(Json.object("type", "input_json_delta", "partial_json", ""), false);
        for (String piece : Pieces.of(call.arguments().toString())) {
            delta(Json.object("type", "input_json_delta", "partial_json", piece), true);
        }
        end();
    }

    private void addEnd() {
        ObjectNode delta = Json.object(
                "type",
                "message_delta",
                "delta",
                Json.object("stop_reason", AnthropicMessages.stopReason(answer), "stop_sequence", answer.stop()),
                "usage",
                Json.object(
                        "input_tokens", answer.usage().input(),
                        "cache_creation_input_tokens",
                                answer.usage().cacheWrite5m() + answer.usage().cacheWrite1h(),
                        "cache_read_input_tokens", answer.usage().cacheRead(),
                        "output_tokens", answer.usage().output()));
        frames.add(Frame.event("message_delta", delta));
        frames.add(Frame.event("message_stop", Json.object("type", "message_stop")));
    }

    private void begin(ObjectNode block) {
        event("content_block_start", "content_block", block, false);
        if (blocks == 0) {
            frames.add(Frame.event("ping", Json.object("type", "ping")));
        }
    }

    private void delta(ObjectNode delta, boolean content) {
        event("content_block_delta", "delta", delta, content);
    }

    private void end() {
        frames.add(Frame.event("content_block_stop", Json.object("type", "content_block_stop", "index", blocks)));
        blocks++;
    }

    private void event(String name, String field, ObjectNode value, boolean content) {
        ObjectNode event = Json.object("type", name);
        if (name.startsWith("content_block")) {
            event.put("index", blocks);
        }
        event.set(field, value);
        Frame frame = Frame.event(name, event);
        frames.add(content ? frame.asContent() : frame);
    }

    /** After an error event nothing more comes. */
    static final class Form implements StreamForm {

        @Override
        public Frame error(Problem problem) {
            return Frame.event("error", Anthropic.errorBody(problem));
        }

        @Override
        public Frame broken() {
            return new Frame(
                    Buffer.buffer("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":\n\n"),
                    false);
        }
    }
}
