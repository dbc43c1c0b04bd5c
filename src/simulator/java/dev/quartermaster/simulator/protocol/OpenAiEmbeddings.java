package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

/** {@code POST /v1/embeddings}, as numbers or as base64 of little-endian floats. */
final class OpenAiEmbeddings {

    private static final int DIMENSIONS = 1_536;
    private static final int MOST_INPUTS = 2_048;

    private OpenAiEmbeddings() {}

    static Endpoint endpoint() {
        return Endpoint.post(
                "/v1/embeddings",
                call -> new Target(Operation.EMBEDDINGS, call.text("model"), false),
                OpenAiEmbeddings::answer);
    }

    private static Reply answer(Call call) {
        String model = call.requiredText("model");
        List<JsonNode> inputs = inputs(call.at("input"));
        int dimensions = call.at("dimensions").asInt(DIMENSIONS);
        boolean packed = call.text("encoding_format").equals("base64");
        ArrayNode data = Json.array();
        int tokens = 0;
        for (JsonNode input : inputs) {
            // An input may also be a list of token numbers, which then count themselves.
            tokens += input.isArray() ? input.size() : Tokens.of(input.asText());
            double[] vector = Vectors.of(model, input.isArray() ? input.toString() : input.asText(), dimensions);
            data.add(Json.object(
                    "object",
                    "embedding",
                    "index",
                    data.size(),
                    "embedding",
                    packed ? base64(vector) : Json.array(vector)));
        }
        return Reply.json(Json.object(
                "object",
                "list",
                "data",
                data,
                "model",
                model,
                "usage",
                Json.object("prompt_tokens", tokens, "total_tokens", tokens)));
    }

    private static List<JsonNode> inputs(JsonNode input) {
        List<JsonNode> inputs = new ArrayList<>();
        if (input.isTextual() || input.path(0).isInt()) {
            inputs.add(input);
        } else {
            input.forEach(inputs::add);
        }
        if (inputs.isEmpty() || inputs.size() > MOST_INPUTS) {
            throw Refused.invalid("input", "'input' must have 1 to " + MOST_INPUTS + " elements");
        }
        return inputs;
    }

    private static String base64(double[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : vector) {
            bytes.putFloat((float) value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
