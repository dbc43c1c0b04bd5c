package dev.quartermaster.domain.model;

import java.util.Objects;
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

    // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof RateLimits that
                        && Objects.equals(requestsPerMinute, that.requestsPerMinute)
                        && Objects.equals(tokensPerMinute, that.tokensPerMinute));
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hashCode(requestsPerMinute) + Objects.hashCode(tokensPerMinute);
    }
}
