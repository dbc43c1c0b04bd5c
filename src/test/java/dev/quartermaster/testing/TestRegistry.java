package dev.quartermaster.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** The bundled registry with models beside it that public price lists do not have: a house's own, and embeddings. */
final class TestRegistry {

    private static final String EUROPEAN = "amazon.nova-pro-v1:0";

    private static final ObjectMapper JSON = new ObjectMapper();

    private TestRegistry() {}

    static Path write(Path folder) throws IOException {
        try (InputStream bundled = TestRegistry.class.getResourceAsStream("/model-registry.json")) {
            ObjectNode registry = (ObjectNode) JSON.readTree(bundled);
            ArrayNode models = (ArrayNode) registry.get("models");
            removeEuropean(models);
            chat(models, "house", "house-1");
            routed(models);
            embedding(models, "bedrock", "amazon.titan-embed-text-v2:0");
            embedding(models, "bedrock", "cohere.embed-english-v3");
            embedding(models, "ollama", "nomic-embed-text");
            return Files.write(folder.resolve("registry.json"), JSON.writeValueAsBytes(registry));
        }
    }

    /** Bound to Europe, whose profile has a price of its own; the profile has no entry. */
    private static void routed(ArrayNode models) {
        ObjectNode model = models.addObject()
                .put("id", EUROPEAN)
                .put("provider", "bedrock")
                .put("residency", "eu");
        model.putArray("capabilities").add("text-generation");
        ObjectNode pricing = model.putObject("pricing");
        pricing.put("input_per_1m", 1).put("output_per_1m", 1);
        pricing.putObject("routes").putObject("geo").put("input_per_1m", 1_000).put("output_per_1m", 1_000);
    }

    private static void removeEuropean(ArrayNode models) {
        for (Iterator<JsonNode> entries = models.elements(); entries.hasNext(); ) {
            if (entries.next().path("id").asText().endsWith(EUROPEAN)) {
                entries.remove();
            }
        }
    }

    private static void chat(ArrayNode models, String provider, String id) {
        ObjectNode model = model(models, provider, id, "text-generation");
        model.putArray("features").add("tools").add("streaming").add("vision").add("structured_output");
    }

    private static void embedding(ArrayNode models, String provider, String id) {
        model(models, provider, id, "embeddings");
    }

    private static ObjectNode model(ArrayNode models, String provider, String id, String capability) {
        ObjectNode model = models.addObject().put("id", id).put("provider", provider);
        model.putArray("capabilities").add(capability);
        model.put("cost_per_1k_input_tokens", 0.0001).put("cost_per_1k_output_tokens", 0.0001);
        return model.put("context_window", 128_000);
    }
}
