package dev.quartermaster.domain.chat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prompt cache breakpoint: asks the provider to cache the prompt up to and including the element that carries it.
 * Anthropic calls it {@code cache_control}, Bedrock a {@code cachePoint}; OpenAI and Google cache without being asked.
 *
 * @param ttl how long the cached prompt is kept, as the caller wrote it ({@code 5m}, {@code 1h}); null for the usual time
 * @param extra further fields of the caller's mark
 */
public record CacheMark(@Nullable String ttl, Map<String, Object> extra) {

    /** The name of its field in every dialect that callers speak. */
    public static final String FIELD = "cache_control";

    public CacheMark {
        extra = PassthroughFields.copyOf(extra);
    }

    /** The mark among the fields of an object that is kept whole; null where it has none. */
    public static @Nullable CacheMark in(Map<String, Object> object) {
        if (!(object.get(FIELD) instanceof Map<?, ?> mark)) {
            return null;
        }
        return new CacheMark(mark.get("ttl") instanceof String ttl ? ttl : null, Map.of());
    }
}
