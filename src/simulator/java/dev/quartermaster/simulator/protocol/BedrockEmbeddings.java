package dev.quartermaster.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.simulator.brain.Tokens;
import dev.quartermaster.simulator.brain.Vectors;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Json;
import dev.quartermaster.simulator.wire.Refused;
import dev.quartermaster.simulator.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code invoke}, for models that embed: each vendor's bodies are its own. */
final class BedrockEmbeddings {

    private static final int TITAN_1 = 1536;
    private static final Set<Integer> TITAN_2 = Set.of(256, 512, 1024);
    private static final int COHERE_3 = 1024;
    private static final Set<Integer> COHERE_4 = Set.of(256, 512, 1024, 1536);
    private static final int MOST_TEXTS = 96;

    private BedrockEmbeddings() {}

    static Reply answer(Call call) {
        String model = Bedrock.model(call).toLowerCase(Locale.ROOT);
        if (model.contains("amazon.titan-embed-text")) {
            return titan(call, model.contains("titan-embed-text-v2"));
        }
        if (model.contains("cohere.embed")) {
            return cohere(call, model.contains("embed-v4"));
        }
        throw Refused.invalid("modelId", "Only Titan's and Cohere's embeddings are invoked here; others converse");
    }

    private static Reply titan(Call call, boolean sized) {
        String text = call.requiredText("inputText");
        int dimensions = sized ? dimensions(call, "dimensions", TITAN_2, 1024) : TITAN_1;
        ArrayNode vector = Json.array(Vectors.of(Bedrock.model(call), text, dimensions));
        ObjectNode body = Json.object("embedding", vector, "inputTextTokenCount", Tokens.of(text));
        if (sized) {
            body.set("embeddingsByType", Json.object("float", vector));
        }
        return counted(body, Tokens.of(text));
    }

    private static Reply cohere(Call call, boolean sized) {
        JsonNode texts = call.requiredList("texts");
        call.requiredText("input_type");
        if (texts.size() > MOST_TEXTS) {
            throw Refused.invalid("texts", "At most " + MOST_TEXTS + " texts are embedded at once");
        }
        int dimensions = sized ? dimensions(call, "output_dimension", COHERE_4, 1536) : COHERE_3;
        ArrayNode vectors = Json.array();
        int tokens = 0;
        for (JsonNode text : texts) {
            vectors.add(Json.array(Vectors.of(Bedrock.model(call), text.asText(), dimensions)));
            tokens += Tokens.of(text.asText());
        }
        boolean byType = typed(call.at("embedding_types"));
        return counted(
                Json.object(
                        "id",
                        call.id(),
                        "response_type",
                        byType ? "embeddings_by_type" : "embeddings_floats",
                        "embeddings",
                        byType ? Json.object("float", vectors) : vectors,
                        "texts",
                        texts),
                tokens);
    }

    /** Returns whether the request wants vectors grouped by type. */
    private static boolean typed(JsonNode types) {
        types.forEach(type -> {
            if (!type.asText().equals("float")) {
                throw Refused.invalid("embedding_types", "Only the type float is played");
            }
        });
        return !types.isEmpty();
    }

    private static int dimensions(Call call, String field, Set<Integer> allowed, int usual) {
        int wanted = call.at(field).asInt(usual);
        if (!allowed.contains(wanted)) {
            throw Refused.invalid(field, "The model has no vectors of " + wanted + " dimensions");
        }
        return wanted;
    }

    private static Reply counted(ObjectNode body, int tokens) {
        return Reply.json(body).withHeaders(Map.of("x-amzn-bedrock-input-token-count", String.valueOf(tokens)));
    }

    /** Tokens of a body that is sent as base64. */
    static int tokens(JsonNode body) {
        byte[] decoded = Base64.getMimeDecoder().decode(body.asText());
        return Tokens.of(new String(decoded, StandardCharsets.UTF_8));
    }
}
