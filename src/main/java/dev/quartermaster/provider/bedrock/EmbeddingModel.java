package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.embedding.EmbeddingRequest.Purpose;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One vendor's own form of embeddings: InvokeModel passes bodies through as they are. */
sealed interface EmbeddingModel {

    /** One body for each upstream call; together they hold all inputs, in their order. */
    List<Map<String, Object>> bodies(EmbeddingRequest request, UnsupportedFieldPolicy unsupported);

    /** Counts the characters of text in a body, for estimating usage that is not reported. */
    long characters(Map<String, Object> body);

    /** The vectors, in the order of the body's inputs. */
    List<float[]> vectors(JsonNode reply);

    /** The tokens that the body itself reports; negative where it does not. */
    long tokens(JsonNode reply);

    /** @throws QuartermasterException when the model is of no vendor whose form is known */
    static EmbeddingModel of(ModelSpec model) {
        String id = model.key().id().toLowerCase(Locale.ROOT);
        if (id.contains("amazon.titan-embed")) {
            return new Titan(id.contains("titan-embed-text-v2"));
        }
        if (id.contains("cohere.embed")) {
            return new Cohere(id.contains("embed-v4"));
        }
        throw QuartermasterException.invalid("model", "this model does not embed, or in a form that is not known");
    }

    /** @param counted the tokens by the answer's header, or null */
    default EmbeddingReply reply(JsonNode reply, @Nullable String counted, Map<String, Object> body) {
        long tokens = tokens(reply);
        if (tokens < 0 && counted != null && counted.matches("\\d{1,12}")) {
            tokens = Long.parseLong(counted);
        }
        Usage usage =
                tokens < 0 ? Usage.estimate(TokenEstimator.ofCharacters(characters(body)), 0) : Usage.of(tokens, 0);
        return new EmbeddingReply(null, vectors(reply), usage);
    }

    /** The inputs as texts. */
    static List<String> texts(EmbeddingRequest request) {
        List<String> texts = new ArrayList<>();
        for (EmbeddingInput input : request.inputs()) {
            if (!(input instanceof EmbeddingInput.Text text)) {
                throw QuartermasterException.invalid("input", "this provider embeds texts only, not token ids");
            }
            texts.add(text.text());
        }
        return texts;
    }

    /** The requested length of the vectors; null where none is, or the model has one length only. */
    private static @Nullable Integer dimensions(
            EmbeddingRequest request, boolean sized, UnsupportedFieldPolicy unsupported) {
        if (request.dimensions() != null && !sized) {
            unsupported.unsupported("dimensions", "this model's vectors have one length only");
        }
        return sized ? request.dimensions() : null;
    }

    static float[] vector(JsonNode numbers) {
        if (!numbers.isArray() || numbers.isEmpty()) {
            throw FailureClassifier.unreadable();
        }
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i).floatValue();
        }
        return vector;
    }

    /**
     * Amazon Titan's text embeddings: one text a call.
     *
     * @param sized whether the length of its vectors can be chosen; version 1 has one length only
     */
    record Titan(boolean sized) implements EmbeddingModel {

        private static final String TEXT = "inputText";

        @Override
        public List<Map<String, Object>> bodies(EmbeddingRequest request, UnsupportedFieldPolicy unsupported) {
            Integer dimensions = dimensions(request, sized, unsupported);
            return texts(request).stream()
                    .map(text -> Fields.with(TEXT, text)
                            .set("dimensions", dimensions)
                            .map())
                    .toList();
        }

        @Override
        public long characters(Map<String, Object> body) {
            return body.get(TEXT) instanceof String text ? text.length() : 0;
        }

        @Override
        public List<float[]> vectors(JsonNode reply) {
            return List.of(vector(reply.path("embedding")));
        }

        @Override
        public long tokens(JsonNode reply) {
            return reply.path("inputTextTokenCount").asLong(-1);
        }
    }

    /**
     * Cohere's embeddings: many texts a call, and a purpose must be said. Their tokens are told by a header of Bedrock's.
     *
     * @param sized whether the length of its vectors can be chosen, as from version 4 on
     */
    record Cohere(boolean sized) implements EmbeddingModel {

        /** The most texts that one call takes. */
        static final int BATCH = 96;

        private static final String TEXTS = "texts";

        @Override
        public List<Map<String, Object>> bodies(EmbeddingRequest request, UnsupportedFieldPolicy unsupported) {
            Integer dimensions = dimensions(request, sized, unsupported);
            List<String> texts = texts(request);
            List<Map<String, Object>> bodies = new ArrayList<>();
            for (int from = 0; from < texts.size(); from += BATCH) {
                bodies.add(Fields.with(TEXTS, texts.subList(from, Math.min(texts.size(), from + BATCH)))
                        .set("input_type", inputType(request.purpose()))
                        .set("embedding_types", List.of("float"))
                        .set("output_dimension", dimensions)
                        .map());
            }
            return bodies;
        }

        @Override
        public long characters(Map<String, Object> body) {
            return body.get(TEXTS) instanceof List<?> texts
                    ? texts.stream().mapToLong(text -> text.toString().length()).sum()
                    : 0;
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
            rows.forEach(row -> vectors.add(vector(row)));
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
}
