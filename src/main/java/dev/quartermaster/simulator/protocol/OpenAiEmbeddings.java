package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.quartermaster.simulator.brain.Tokens;
import dev.quartermaster.simulator.brain.Vectors;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Refused;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code POST /v1/embeddings}. */
final class OpenAiEmbeddings {

    private static final int SMALL = 1536;
    private static final int LARGE = 3072;

    private OpenAiEmbeddings() {}

    static Endpoint endpoint() {
        return Endpoint.post(
                "/v1/embeddings",
                call -> new Target(Operation.EMBEDDINGS, call.text("model"), false),
                OpenAiEmbeddings::answer);
    }

    private static Reply answer(Call call) {
        String model = call.requiredText("model");
        List<ObjectNode> data = new ArrayList<>();
        int tokens = 0;
        for (JsonNode input : inputs(call)) {
            data.add(Json.object("object", "embedding", "index", data.size(), "embedding", vector(call, model, input)));
            tokens += input.isTextual() ? Tokens.of(input.asText()) : input.size();
        }
        return Reply.json(Json.object(
                "object",
                "list",
                "data",
                Json.array(data),
                "model",
                model,
                "usage",
                Json.object("prompt_tokens", tokens, "total_tokens", tokens)));
    }

    /** One text or one list of token ids counts as a list of one. */
    private static List<JsonNode> inputs(Call call) {
        JsonNode input = call.body().path("input");
        boolean one = input.isTextual() || input.path(0).isNumber();
        List<JsonNode> inputs = new ArrayList<>();
        (one ? List.of(input) : input).forEach(inputs::add);
        if (inputs.isEmpty()) {
            throw Refused.invalid("input", "'input' must be a text, or a list with at least one");
        }
        return inputs;
    }

    private static JsonNode vector(Call call, String model, JsonNode input) {
        int dimensions = call.at("dimensions").asInt(model.endsWith("-large") ? LARGE : SMALL);
        double[] vector = Vectors.of(model, input.isTextual() ? input.asText() : input.toString(), dimensions);
        if (!call.text("encoding_format").equals("base64")) {
            return Json.array(vector);
        }
        ByteBuffer bytes = ByteBuffer.allocate(dimensions * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : vector) {
            bytes.putFloat((float) number);
        }
        return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes.array()));
    }
}
