package dev.quartermaster.domain.embedding;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request for embeddings.
 *
 * @param inputs what to embed, at least one
 * @param dimensions the wanted length of the vectors; null for the model's own
 * @param encoding how the caller wants the vectors written; a provider may be asked for the denser form on its behalf
 * @param purpose what the vectors are for; null where unsaid
 * @param user the end user's id, for the provider's abuse detection; null where unset
 * @param extra fields of OpenAI's embeddings format that have no place here; they go out to that format only
 */
public record EmbeddingRequest(
        List<EmbeddingInput> inputs,
        @Nullable Integer dimensions,
        @Nullable Encoding encoding,
        @Nullable Purpose purpose,
        @Nullable String user,
        Map<String, Object> extra) {

    /** Encoding of vectors: JSON numbers, or base64 of little-endian 32-bit floats. */
    public enum Encoding {
        FLOAT,
        BASE64
    }

    /** Purpose of the vectors, for models that embed a text differently by purpose. */
    public enum Purpose {
        DOCUMENT,
        QUERY,
        CLASSIFICATION,
        CLUSTERING,
        SIMILARITY
    }

    public EmbeddingRequest {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to embed");
        }
        encoding = encoding == null ? Encoding.FLOAT : encoding;
        extra = extra == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /** The size of all inputs in tokens, estimated. */
    public long tokens() {
        long tokens = 0;
        for (EmbeddingInput input : inputs) {
            tokens += input.tokens();
        }
        return tokens;
    }

    /** A plain request for texts. */
    public static EmbeddingRequest ofTexts(String... texts) {
        List<EmbeddingInput> inputs = Arrays.stream(texts)
                .<EmbeddingInput>map(EmbeddingInput.Text::new)
                .toList();
        return new EmbeddingRequest(inputs, null, null, null, null, Map.of());
    }
}
