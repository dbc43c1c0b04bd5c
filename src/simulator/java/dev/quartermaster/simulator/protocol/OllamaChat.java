package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.simulator.brain.Answer;
import dev.quartermaster.simulator.brain.Answer.Finish;
import dev.quartermaster.simulator.brain.Answer.ToolCall;
import dev.quartermaster.simulator.brain.Brain;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.brain.Question.Speaker;
import dev.quartermaster.simulator.brain.Question.Tool;
import dev.quartermaster.simulator.brain.Tokens;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Frame;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.StreamForm;
import dev.quartermaster.simulator.wire.Target;
import dev.quartermaster.simulator.wire.Texts;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /api/chat}: lines of JSON unless {@code stream} is false. */
final class OllamaChat {

    static final long NANOS_PER_TOKEN = 1_000_000;

    private static final String LINES = "application/x-ndjson";

    private OllamaChat() {}

    static Endpoint endpoint() {
        return Endpoint.post(
                "/api/chat",
                call -> new Target(Operation.CHAT, call.text("model"), streamed(call)),
                OllamaChat::answer);
    }

    private static boolean streamed(Call call) {
        return call.at("stream").asBoolean(true);
    }

    private static Reply answer(Call call) {
        Question question = question(call);
        Answer answer = Brain.answer(question, call.twist());
        if (streamed(call)) {
            return Reply.stream(LINES, lines(question, answer), new Form());
        }
        ObjectNode message = message(answer.text(), answer.thinking());
        addToolCalls(message, answer.toolCalls());
        return Reply.json(done(question, answer, message));
    }

    private static Question question(Call call) {
        String model = call.requiredText("model");
        JsonNode messages = call.requiredList("messages");
        int characters = Tokens.characters(call.at("tools"));
        for (JsonNode message : messages) {
            characters += Texts.in(message).length();
        }
        JsonNode last = messages.get(messages.size() - 1);
        JsonNode format = call.at("format");
        return Question.of(call.id(), model, Texts.in(last), speaker(last), Tokens.of(characters))
                .withTools(tools(call), true)
                .withSchema(
                        format.asText().equals("json")
                                ? OpenAiQuestion.anyObject()
                                : format.path("type").isMissingNode() ? format.path("type") : format)
                .withLimits(call.at("options", "num_predict").asInt(), OpenAiQuestion.stops(call.at("options", "stop")))
                .withThinking(call.at("think").asBoolean() || call.at("think").isTextual());
    }

    private static Speaker speaker(JsonNode message) {
        return switch (message.path("role").asText()) {
            case "tool" -> Speaker.TOOL;
            case "assistant" -> Speaker.ASSISTANT;
            default -> Speaker.USER;
        };
    }

    private static List<Tool> tools(Call call) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : call.at("tools")) {
            JsonNode function = tool.path("function");
            tools.add(new Tool(function.path("name").asText(), function.path("parameters")));
        }
        return tools;
    }

    private static List<Frame> lines(Question question, Answer answer) {
        List<Frame> lines = new ArrayList<>();
        for (String piece : answer.thinkingPieces()) {
            lines.add(line(question, message("", piece)));
        }
        for (String piece : answer.pieces()) {
            lines.add(line(question, message(piece, "")));
        }
        for (ToolCall call : answer.toolCalls()) {
            ObjectNode message = message("", "");
            addToolCalls(message, List.of(call));
            lines.add(line(question, message));
        }
        lines.add(Frame.line(done(question, answer, message("", ""))));
        return lines;
    }

    private static Frame line(Question question, ObjectNode message) {
        return Frame.line(Json.object(
                        "model", question.model(), "created_at", Epoch.TEXT, "message", message, "done", false))
                .asContent();
    }

    private static ObjectNode message(String text, String thinking) {
        ObjectNode message = Json.object("role", "assistant", "content", text);
        return thinking.isEmpty() ? message : message.put("thinking", thinking);
    }

    /** Arguments are an object here, not a text. */
    private static void addToolCalls(ObjectNode message, List<ToolCall> calls) {
        if (!calls.isEmpty()) {
            message.set(
                    "tool_calls",
                    Json.array(calls.stream()
                            .map(call -> Json.object(
                                    "function", Json.object("name", call.name(), "arguments", call.arguments())))
                            .toList()));
        }
    }

    private static ObjectNode done(Question question, Answer answer, ObjectNode message) {
        Usage usage = answer.usage();
        return Json.object(
                "model",
                question.model(),
                "created_at",
                Epoch.TEXT,
                "message",
                message,
                "done",
                true,
                "done_reason",
                answer.finish() == Finish.LENGTH ? "length" : "stop",
                "total_duration",
                usage.totalTokens() * NANOS_PER_TOKEN,
                "load_duration",
                0,
                "prompt_eval_count",
                usage.promptTokens(),
                "prompt_eval_duration",
                usage.promptTokens() * NANOS_PER_TOKEN,
                "eval_count",
                usage.output(),
                "eval_duration",
                usage.output() * NANOS_PER_TOKEN);
    }

    /** After an error line there is no {@code done}. */
    static final class Form implements StreamForm {

        @Override
        public Frame error(Problem problem) {
            return Frame.line(Ollama.errorBody(problem));
        }

        @Override
        public Frame broken() {
            return new Frame(Buffer.buffer("{\"model\":\"broken\",\"message\":\n"), false);
        }
    }
}
