package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.failure.FailureClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One vendor's own form of embeddings: InvokeModel passes bodies through as they are. */
interface EmbeddingModel {

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
            return new TitanEmbedding(id.contains("titan-embed-text-v2"));
        }
        if (id.contains("cohere.embed")) {
            return new CohereEmbedding(id.contains("embed-v4"));
        }
        throw QuartermasterException.invalid("model", "this model does not embed, or in a form that is not known");
    }

    /** @param counted the tokens by the answer's header, or null */
    default EmbeddingReply reply(JsonNode reply, String counted, Map<String, Object> body) {
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
}
