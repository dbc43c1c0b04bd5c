package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.embedding.EmbeddingRequest.Purpose;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cohere's embeddings: many texts a call, and a purpose must be said. Their tokens are told by a header of Bedrock's.
 *
 * @param sized whether the length of its vectors can be chosen, as from version 4 on
 */
record CohereEmbedding(boolean sized) implements EmbeddingModel {

    /** The most texts that one call takes. */
    static final int BATCH = 96;

    private static final String TEXTS = "texts";

    @Override
    public List<Map<String, Object>> bodies(EmbeddingRequest request, UnsupportedFieldPolicy unsupported) {
        Integer dimensions = request.dimensions();
        if (dimensions != null && !sized) {
            unsupported.unsupported("dimensions", "this model's vectors have one length only");
        }
        List<String> texts = EmbeddingModel.texts(request);
        List<Map<String, Object>> bodies = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += BATCH) {
            bodies.add(Fields.with(TEXTS, texts.subList(from, Math.min(texts.size(), from + BATCH)))
                    .set("input_type", inputType(request.purpose()))
                    .set("embedding_types", List.of("float"))
                    .set("output_dimension", sized ? dimensions : null)
                    .map());
        }
        return bodies;
    }

    @Override
    public long characters(Map<String, Object> body) {
        return ((List<?>) body.get(TEXTS))
                .stream().mapToLong(text -> text.toString().length()).sum();
    }

    /** Reads the vectors: by type if types were requested, as here; as a plain list from models without types. */
    @Override
    public List<float[]> vectors(JsonNode reply) {
        JsonNode embeddings = reply.path("embeddings");
        JsonNode rows = embeddings.isObject() ? embeddings.path("float") : embeddings;
        if (!rows.isArray()) {
            throw FailureClassifier.unreadable();
        }
        List<float[]> vectors = new ArrayList<>();
        rows.forEach(row -> vectors.add(EmbeddingModel.vector(row)));
        return vectors;
    }

    @Override
    public long tokens(JsonNode reply) {
        return -1;
    }

    /** Unsaid, texts count as documents: what is stored is most of what is embedded. */
    private static String inputType(@Nullable Purpose purpose) {
        if (purpose == null) {
            return "search_document";
        }
        return switch (purpose) {
            case DOCUMENT -> "search_document";
            case QUERY -> "search_query";
            case CLASSIFICATION -> "classification";
            case CLUSTERING, SIMILARITY -> "clustering";
        };
    }
}
