package dev.quartermaster.inference.caching;

import dev.quartermaster.cache.entry.CacheEntry;
import dev.quartermaster.cache.entry.CachedValue.Vector;
import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The texts of one request for vectors, and the vectors of those that are known. Of a text that comes twice one is asked for. */
public final class VectorBatch {

    private final EmbeddingRequest request;
    private final List<CacheKey> keys;
    private final Map<CacheKey, CacheEntry> found = new LinkedHashMap<>();

    /** @param keys of the inputs, in their order */
    VectorBatch(EmbeddingRequest request, List<CacheKey> keys) {
        this.request = request;
        this.keys = keys;
    }

    void add(@Nullable CacheEntry entry) {
        if (entry != null && entry.value() instanceof Vector) {
            found.put(entry.key(), entry);
        }
    }

    List<CacheEntry> found() {
        return List.copyOf(found.values());
    }

    /** Nothing is known: another model may answer. */
    void forget() {
        found.clear();
    }

    /** The inputs that are not known, each once, by their keys. */
    Map<CacheKey, EmbeddingInput> missing() {
        Map<CacheKey, EmbeddingInput> missing = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!found.containsKey(keys.get(i))) {
                missing.putIfAbsent(keys.get(i), request.inputs().get(i));
            }
        }
        return missing;
    }

    boolean isWhole() {
        return found.keySet().containsAll(keys);
    }

    /** The request for what is missing alone. */
    EmbeddingRequest rest() {
        return new EmbeddingRequest(
                List.copyOf(missing().values()),
                request.dimensions(),
                request.encoding(),
                request.purpose(),
                request.user(),
                request.extra());
    }

    /** The answer where all is known. */
    EmbeddingReply reply() {
        return joined(Map.of(), null);
    }

    /** The whole answer. {@code answered} the vectors of what was missing, in its order */
    EmbeddingReply reply(EmbeddingReply answered) {
        Map<CacheKey, float[]> made = new LinkedHashMap<>();
        for (CacheKey key : missing().keySet()) {
            made.put(key, answered.vectors().get(made.size()));
        }
        return joined(made, answered);
    }

    /** Tokens that were known count as they did when they were asked for, so that an answer given again reads the same. */
    private EmbeddingReply joined(Map<CacheKey, float[]> made, @Nullable EmbeddingReply answered) {
        List<float[]> vectors = new ArrayList<>(keys.size());
        String servedModel = answered == null ? null : answered.servedModel();
        for (CacheKey key : keys) {
            float[] vector = made.get(key);
            vectors.add(vector == null ? known(key).numbers() : vector);
        }
        long tokens = 0;
        for (CacheKey key : found.keySet()) {
            tokens += known(key).tokens();
            servedModel = servedModel == null ? known(key).servedModel() : servedModel;
        }
        Usage usage = Usage.of(tokens, 0);
        return new EmbeddingReply(servedModel, vectors, answered == null ? usage : usage.plus(answered.usage()));
    }

    private Vector known(CacheKey key) {
        return (Vector) Objects.requireNonNull(found.get(key)).value();
    }
}
