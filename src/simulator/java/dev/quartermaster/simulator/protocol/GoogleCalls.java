package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.simulator.brain.Answer;
import dev.quartermaster.simulator.brain.Brain;
import dev.quartermaster.simulator.brain.Question;
import dev.quartermaster.simulator.brain.Vectors;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Refused;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.Target;
import dev.quartermaster.simulator.wire.Texts;
import java.util.ArrayList;
import java.util.List;

/** Calls of one Gemini model; the path names the method after a colon: {@code models/name:method}. */
final class GoogleCalls {

    private static final int DIMENSIONS = 3_072;

    private GoogleCalls() {}

    static Target target(Call call) {
        Operation operation =
                switch (method(call)) {
                    case "embedContent", "batchEmbedContents" -> Operation.EMBEDDINGS;
                    case "countTokens" -> Operation.COUNT_TOKENS;
                    default -> Operation.CHAT;
                };
        return new Target(operation, model(call), method(call).equals("streamGenerateContent"));
    }

    static Reply answer(Call call) {
        return switch (method(call)) {
            case "generateContent" -> generate(call, false);
            case "streamGenerateContent" -> generate(call, true);
            case "countTokens" -> countTokens(call);
            case "embedContent" -> Reply.json(Json.object("embedding", embedding(call, call.body())));
            case "batchEmbedContents" -> embedAll(call);
            default -> throw new Refused(Problem.of(404, "Unknown method: " + method(call)));
        };
    }

    static String model(Call call) {
        String path = call.path().get("call");
        int colon = path.lastIndexOf(':');
        return colon < 0 ? path : path.substring(0, colon);
    }

    private static String method(Call call) {
        String path = call.path().get("call");
        return path.substring(path.lastIndexOf(':') + 1);
    }

    private static Reply generate(Call call, boolean streamed) {
        Question question = GoogleQuestion.of(call, model(call));
        Answer answer = Brain.answer(question, call.twist());
        GoogleAnswer form = new GoogleAnswer(question, answer);
        if (!streamed) {
            return Reply.json(form.whole());
        }
        // Without alt=sse the chunks come as one JSON array.
        return "sse".equals(call.query().apply("alt")) ? form.stream() : Reply.json(Json.array(form.chunks()));
    }

    private static Reply countTokens(Call call) {
        // The whole request may stand inside, where system instruction and tools are to be counted too.
        JsonNode nested = call.at("generateContentRequest");
        Call counted = nested instanceof ObjectNode request
                ? new Call(call.id(), call.path(), call.query(), call.header(), request, call.twist())
                : call;
        int tokens = GoogleQuestion.of(counted, model(call)).promptTokens();
        return Reply.json(Json.object("totalTokens", tokens, "promptTokensDetails", GoogleAnswer.textTokens(tokens)));
    }

    private static Reply embedAll(Call call) {
        List<ObjectNode> embeddings = new ArrayList<>();
        for (JsonNode request : call.requiredList("requests")) {
            embeddings.add(embedding(call, request));
        }
        return Reply.json(Json.object("embeddings", Json.array(embeddings)));
    }

    private static ObjectNode embedding(Call call, JsonNode request) {
        if (request.path("content").path("parts").isEmpty()) {
            throw Refused.invalid("content", "content must not be empty");
        }
        int dimensions = request.path("outputDimensionality").asInt(DIMENSIONS);
        String text = Texts.in(request.path("content").path("parts"));
        return Json.object("values", Json.array(Vectors.of(model(call), text, dimensions)));
    }
}
