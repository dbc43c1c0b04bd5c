package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.translation.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes and reads requests for vectors. */
final class EmbeddingTranslator {

    private EmbeddingTranslator() {}

    /** @throws QuartermasterException for token ids, which Ollama does not take */
    static Map<String, Object> body(ProviderCall<EmbeddingRequest> call) {
        EmbeddingRequest request = call.request();
        if (request.purpose() != null) {
            call.unsupported().unsupported("purpose", "this provider embeds every text in the same way");
        }
        request.extra().keySet().forEach(field -> call.unsupported()
                .unsupported(field, "the chosen model's provider has no such field"));
        return Fields.with("model", call.model().key().id())
                .set("input", texts(request.inputs()))
                .set("dimensions", request.dimensions())
                // A text that is too long is an error here, as everywhere else, and not cut in silence.
                .set("truncate", false)
                .map();
    }

    /** @throws dev.quartermaster.domain.ProviderFailure when there is not one vector for each input */
    static EmbeddingReply reply(Wire.Embeddings wire, EmbeddingRequest request) {
        List<float[]> vectors = wire.embeddings() == null ? List.of() : wire.embeddings();
        boolean whole = vectors.size() == request.inputs().size()
                && vectors.stream().allMatch(vector -> vector != null && vector.length > 0);
        if (!whole) {
            throw FailureClassifier.unreadable();
        }
        return new EmbeddingReply(wire.model(), vectors, usage(wire, request));
    }

    private static List<String> texts(List<EmbeddingInput> inputs) {
        List<String> texts = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            if (!(inputs.get(i) instanceof EmbeddingInput.Text text)) {
                throw QuartermasterException.invalid("input[" + i + "]", "this provider embeds texts, not token ids");
            }
            texts.add(text.text());
        }
        return texts;
    }

    private static Usage usage(Wire.Embeddings wire, EmbeddingRequest request) {
        if (wire.promptTokens() != null) {
            return Usage.of(Math.max(0, wire.promptTokens()), 0);
        }
        return Usage.estimate(request.tokens(), 0);
    }
}
