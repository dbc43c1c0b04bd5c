package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.simulator.brain.Answer;
import dev.quartermaster.simulator.brain.Answer.ToolCall;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Frame;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.StreamForm;
import java.util.ArrayList;
import java.util.List;

/** A Converse answer as binary events; the usage comes last, after the stop reason. */
final class BedrockStream {

    private final Call call;
    private final Answer answer;
    private final List<Frame> frames = new ArrayList<>();
    private int blocks;

    BedrockStream(Call call, Answer answer) {
        this.call = call;
        this.answer = answer;
    }

    Reply reply() {
        event("messageStart", Json.object("role", "assistant"));
        addThinking();
        addText();
        answer.toolCalls().forEach(this::addToolUse);
        event("messageStop", BedrockConverse.ending(call, answer));
        ObjectNode metadata = Json.object(
                "metrics", BedrockConverse.metrics(answer.usage()),
                "usage", BedrockConverse.usage(answer.usage()));
        metadata.setAll(BedrockConverse.tier(answer.usage()));
        event("metadata", metadata);
        return Reply.stream(EventStreamFrame.CONTENT_TYPE, frames, new Form());
    }

    private void addThinking() {
        if (answer.thinking().isEmpty()) {
            return;
        }
        for (String piece : answer.thinkingPieces()) {
            delta(Json.object("reasoningContent", Json.object("text", piece)));
        }
        delta(Json.object("reasoningContent", Json.object("signature", Signature.of(answer.thinking()))));
        end();
    }

    private void addText() {
        if (answer.text().isEmpty()) {
            return;
        }
        answer.pieces().forEach(piece -> delta(Json.object("text", piece)));
        end();
    }

    /** Only tools have a start event; other blocks begin with their first delta. */
    private void addToolUse(ToolCall call) {
        ObjectNode tool = Json.object("toolUseId", BedrockConverse.id(call), "name", call.name());
        event("contentBlockStart", Json.object("contentBlockIndex", blocks, "start", Json.object("toolUse", tool)));
        for (String piece : Pieces.of(call.arguments().toString())) {
            delta(Json.object("toolUse", Json.object("input", piece)));
        }
        end();
    }

    private void delta(ObjectNode delta) {
        ObjectNode payload = Json.object("contentBlockIndex", blocks, "delta", delta);
        frames.add(EventStreamFrame.event("contentBlockDelta", payload).asContent());
    }

    private void end() {
        event("contentBlockStop", Json.object("contentBlockIndex", blocks));
        blocks++;
    }

    private void event(String type, ObjectNode payload) {
        frames.add(EventStreamFrame.event(type, payload));
    }

    /** Inside a stream an exception is a message of its own kind, named like the error but in lower case. */
    static final class Form implements StreamForm {

        private static final String MODEL_BROKE_OFF = "modelStreamErrorException";

        @Override
        public Frame error(Problem problem) {
            String type = problem.code() == null ? exception(problem.status()) : problem.code();
            ObjectNode body = Bedrock.errorBody(problem);
            if (type.equals(MODEL_BROKE_OFF)) {
                body.put("originalStatusCode", problem.status()).put("originalMessage", problem.message());
            }
            return EventStreamFrame.exception(type, body);
        }

        private static String exception(int status) {
            return switch (status) {
                case 400 -> "validationException";
                case 408, 424 -> MODEL_BROKE_OFF;
                case 429 -> "throttlingException";
                case 502, 503, 529 -> "serviceUnavailableException";
                default -> "internalServerException";
            };
        }

        /** A frame whose checksum does not fit. */
        @Override
        public Frame broken() {
            return EventStreamFrame.damaged(
                    EventStreamFrame.event("contentBlockDelta", Json.object("delta", "broken")));
        }
    }
}
