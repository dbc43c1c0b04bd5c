package dev.quartermaster.provider.google;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.embedding.EmbeddingRequest.Purpose;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads batches of texts to embed. Older models do not count their tokens. */
final class EmbeddingTranslator {

    /** The most texts that one batch may hold. */
    private static final int BATCH = 100;

    private EmbeddingTranslator() {}

    /** @throws QuartermasterException for token ids, which the API does not take */
    static List<Map<String, Object>> bodies(ProviderCall<EmbeddingRequest> call) {
        call.request().extra().keySet().forEach(field -> call.unsupported()
                .unsupported(field, "the chosen model's provider has no such field"));
        List<EmbeddingInput> inputs = call.request().inputs();
        List<Map<String, Object>> bodies = new ArrayList<>();
        for (int from = 0; from < inputs.size(); from += BATCH) {
            List<Map<String, Object>> batch = new ArrayList<>();
            for (int i = from; i < Math.min(inputs.size(), from + BATCH); i++) {
                batch.add(one(call, text(inputs.get(i), i)));
            }
            bodies.add(Map.of("requests", batch));
        }
        return bodies;
    }

    /**
     * @param answers one for each body
     * @throws dev.quartermaster.domain.ProviderFailure when there is not one vector for each input
     */
    static EmbeddingReply reply(ProviderCall<EmbeddingRequest> call, List<Wire.Embeddings> answers) {
        List<float[]> vectors =
                answers.stream().flatMap(answer -> vectors(answer).stream()).toList();
        if (vectors.size() != call.request().inputs().size()) {
            throw FailureClassifier.unreadable();
        }
        return new EmbeddingReply(null, vectors, usage(call, answers));
    }

    /** Newer models count; where one of the answers does not, the whole is estimated. */
    private static Usage usage(ProviderCall<EmbeddingRequest> call, List<Wire.Embeddings> answers) {
        long counted = 0;
        for (Wire.Embeddings answer : answers) {
            if (answer.usageMetadata() == null || answer.usageMetadata().promptTokenCount() <= 0) {
                return Usage.estimate(call.request().tokens(), 0);
            }
            counted += answer.usageMetadata().promptTokenCount();
        }
        return Usage.of(counted, 0);
    }

    private static List<float[]> vectors(Wire.Embeddings wire) {
        List<float[]> vectors = new ArrayList<>();
        for (Wire.Vector vector : wire.embeddings() == null ? List.<Wire.Vector>of() : wire.embeddings()) {
            if (vector.values() == null || vector.values().length == 0) {
                throw FailureClassifier.unreadable();
            }
            vectors.add(vector.values());
        }
        return vectors;
    }

    private static Map<String, Object> one(ProviderCall<EmbeddingRequest> call, String text) {
        String model = "models/" + RequestTranslator.modelId(call.model().key().id());
        return Fields.with("model", model)
                .set("content", Map.of("parts", List.of(Map.of("text", text))))
                .set("taskType", taskType(call.request().purpose()))
                .set("outputDimensionality", call.request().dimensions())
                .map();
    }

    private static String text(EmbeddingInput input, int index) {
        if (input instanceof EmbeddingInput.Text text) {
            return text.text();
        }
        throw QuartermasterException.invalid("input[" + index + "]", "this provider embeds texts, not token ids");
    }

    private static @Nullable String taskType(@Nullable Purpose purpose) {
        if (purpose == null) {
            return null;
        }
        return switch (purpose) {
            case DOCUMENT -> "RETRIEVAL_DOCUMENT";
            case QUERY -> "RETRIEVAL_QUERY";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
            case SIMILARITY -> "SEMANTIC_SIMILARITY";
        };
    }
}
