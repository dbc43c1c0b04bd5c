package dev.quartermaster.limits;

import dev.quartermaster.config.Bounds;
import dev.quartermaster.domain.model.RateLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

@ConfigMapping(prefix = "quartermaster.limits")
public interface LimitsConfig {

    /** The share of a quota that is used; the rest is kept free for other users of the same provider account. */
    @WithDefault("0.9")
    @WithConverter(Bounds.Share.class)
    double usableShare();

    /** Output tokens held for a request that sets no limit, of a model that has not answered yet. */
    @WithDefault("500")
    @WithConverter(Bounds.NotNegativeLong.class)
    long assumedOutputTokens();

    /** Quotas of providers' keys over all models, by the key's id. */
    Map<String, Quota> keys();

    /** Quotas of our own callers, by the caller's id; {@code default} is for those that are not named. */
    Map<String, Quota> callers();

    /** Queue for calls to a provider that is at its limit. */
    Queue queue();

    interface Quota {
        /** Most requests in a minute; absent: unlimited. */
        OptionalLong requestsPerMinute();

        /** Most tokens in a minute; absent: unlimited. */
        OptionalLong tokensPerMinute();

        default RateLimits limits() {
            return new RateLimits(boxed(requestsPerMinute()), boxed(tokensPerMinute()));
        }

        private static @Nullable Long boxed(OptionalLong value) {
            return value.isPresent() ? value.getAsLong() : null;
        }
    }

    interface Queue {
        /** Most calls that wait for one provider; 0: none waits. */
        @WithDefault("1024")
        @WithConverter(Bounds.NotNegative.class)
        int length();

        /** Longest wait in it. */
        @WithDefault("10s")
        Duration longestWait();
    }
}
