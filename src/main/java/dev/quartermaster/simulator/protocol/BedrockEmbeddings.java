package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.quartermaster.simulator.brain.Tokens;
import dev.quartermaster.simulator.brain.Vectors;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** {@code invoke} for embedding models: Titan takes one text, Cohere a list of them, each in its own body. */
final class BedrockEmbeddings {

    private static final int DIMENSIONS = 1_024;

    private BedrockEmbeddings() {}

    static Reply answer(Call call) {
        return Bedrock.model(call).contains("cohere.") ? cohere(call) : titan(call);
    }

    private static Reply titan(Call call) {
        String text = call.requiredText("inputText");
        ArrayNode vector = vector(call, text, call.at("dimensions").asInt(DIMENSIONS));
        return Reply.json(Json.object(
                        "embedding", vector,
                        "inputTextTokenCount", Tokens.of(text),
                        "embeddingsByType", Json.object("float", vector)))
                .withHeaders(counted(Tokens.of(text)));
    }

    private static Reply cohere(Call call) {
        ArrayNode vectors = Json.array();
        int tokens = 0;
        for (JsonNode text : call.requiredList("texts")) {
            vectors.add(vector(call, text.asText(), call.at("output_dimension").asInt(DIMENSIONS)));
            tokens += Tokens.of(text.asText());
        }
        boolean typed = call.at("embedding_types").isArray();
        return Reply.json(Json.object(
                        "id",
                        call.id(),
                        "response_type",
                        typed ? "embeddings_by_type" : "embeddings_floats",
                        "embeddings",
                        typed ? Json.object("float", vectors) : vectors,
                        "texts",
                        call.at("texts")))
                .withHeaders(counted(tokens));
    }

    /** Tokens of a body that is sent as base64. */
    static int tokens(JsonNode body) {
        byte[] decoded = Base64.getMimeDecoder().decode(body.asText());
        return Tokens.of(new String(decoded, StandardCharsets.UTF_8));
    }

    private static ArrayNode vector(Call call, String text, int dimensions) {
        return Json.array(Vectors.of(Bedrock.model(call), text, dimensions));
    }

    private static Map<String, String> counted(int tokens) {
        return Map.of("x-amzn-bedrock-input-token-count", String.valueOf(tokens));
    }
}
