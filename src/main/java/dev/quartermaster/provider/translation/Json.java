package dev.quartermaster.provider.translation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.quartermaster.provider.failure.FailureClassifier;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads and writes bodies with the one mapper; what a provider sends and cannot be read is a failure of its call. */
public final class Json {

    private final ObjectMapper mapper;

    public Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public byte[] write(Object body) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException defect) {
            throw new IllegalArgumentException("a request body cannot be written as JSON", defect);
        }
    }

    public String text(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException defect) {
            throw new IllegalArgumentException("a value cannot be written as JSON", defect);
        }
    }

    /** @throws dev.quartermaster.domain.ProviderFailure when it is not what the protocol says */
    public <T> T read(byte[] body, Class<T> type) {
        try {
            return present(mapper.readValue(body, type));
        } catch (IOException unreadable) {
            throw FailureClassifier.unreadable();
        }
    }

    /** @throws dev.quartermaster.domain.ProviderFailure when it is not what the protocol says */
    public <T> T read(String text, Class<T> type) {
        try {
            return present(mapper.readValue(text, type));
        } catch (IOException unreadable) {
            throw FailureClassifier.unreadable();
        }
    }

    /** Whatever JSON there is; a missing node where there is none, as in an error page of a proxy. */
    public JsonNode tree(byte[] body) {
        try {
            JsonNode node = mapper.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** Any JSON value, as plain maps, lists and scalars; null where the text is none. For what callers and models wrote. */
    public @Nullable Object value(String text) {
        try {
            return mapper.readerFor(Object.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readValue(text);
        } catch (IOException notJson) {
            return null;
        }
    }

    private static <T> T present(T value) {
        if (value == null) {
            throw FailureClassifier.unreadable();
        }
        return value;
    }
}
