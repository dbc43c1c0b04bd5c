package dev.quartermaster.domain.model;

import org.jspecify.annotations.Nullable;

/**
 * A provider's quota for one model, per minute.
 *
 * @param requestsPerMinute null where unlimited or unknown; 0 admits nothing
 * @param tokensPerMinute null where unlimited or unknown; 0 admits nothing
 */
public record RateLimits(
        @Nullable Long requestsPerMinute, @Nullable Long tokensPerMinute) {

    public static final RateLimits NONE = new RateLimits(null, null);

    public RateLimits {
        if ((requestsPerMinute != null && requestsPerMinute < 0) || (tokensPerMinute != null && tokensPerMinute < 0)) {
            throw new IllegalArgumentException("rate limits must not be negative");
        }
    }
}
