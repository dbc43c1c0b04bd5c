package dev.quartermaster.provider.anthropic;

import dev.quartermaster.provider.QuotaReport;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.failure.RetryAfter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code anthropic-ratelimit-*} headers. */
final class QuotaHeaders {

    private static final String PREFIX = "anthropic-ratelimit-";

    private final RetryAfter durations;

    QuotaHeaders(RetryAfter durations) {
        this.durations = durations;
    }

    /**
     * Empty when the answer says nothing about limits. Where the limit on tokens is only given for input and output
     * apart, that on input counts: it is the one that prompts run into.
     */
    Optional<QuotaReport> read(ResponseHeaders headers) {
        String tokens = headers.first(PREFIX + "tokens-limit") == null ? "input-tokens" : "tokens";
        QuotaReport report = new QuotaReport(
                number(headers, "requests-limit"),
                number(headers, "requests-remaining"),
                reset(headers, "requests-reset"),
                number(headers, tokens + "-limit"),
                number(headers, tokens + "-remaining"),
                reset(headers, tokens + "-reset"));
        return report.isSilent() ? Optional.empty() : Optional.of(report);
    }

    private static @Nullable Long number(ResponseHeaders headers, String name) {
        String value = headers.first(PREFIX + name);
        try {
            return value == null ? null : Math.max(0, Long.parseLong(value.strip()));
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }

    private @Nullable Duration reset(ResponseHeaders headers, String name) {
        return durations.reset(headers.first(PREFIX + name)).orElse(null);
    }
}
