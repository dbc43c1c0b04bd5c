package dev.quartermaster.provider.openai;

import dev.quartermaster.provider.QuotaReport;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.failure.RetryAfter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code x-ratelimit-*} headers that OpenAI and those compatible with it send. */
final class RateLimitHeaders {

    private final RetryAfter durations;

    RateLimitHeaders(RetryAfter durations) {
        this.durations = durations;
    }

    /** Returns the reported limits; empty if there are none. */
    Optional<QuotaReport> read(ResponseHeaders headers) {
        QuotaReport report = new QuotaReport(
                number(headers, "x-ratelimit-limit-requests"),
                number(headers, "x-ratelimit-remaining-requests"),
                duration(headers, "x-ratelimit-reset-requests"),
                number(headers, "x-ratelimit-limit-tokens"),
                number(headers, "x-ratelimit-remaining-tokens"),
                duration(headers, "x-ratelimit-reset-tokens"));
        return report.isSilent() ? Optional.empty() : Optional.of(report);
    }

    private static @Nullable Long number(ResponseHeaders headers, String name) {
        String value = headers.first(name);
        if (value == null) {
            return null;
        }
        try {
            return Math.max(0, Long.parseLong(value.strip()));
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }

    private @Nullable Duration duration(ResponseHeaders headers, String name) {
        return durations.reset(headers.first(name)).orElse(null);
    }
}
