package dev.quartermaster.provider.failure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a provider asks to wait. A value that cannot be read counts as missing, a time in the
 * past as no wait.
 */
public final class RetryAfter {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d{1,9})?");
    private static final Pattern STEP = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|d|h|m|s)");
    private static final int LONGEST_TEXT = 64;

    private final Clock clock;

    public RetryAfter(Clock clock) {
        this.clock = clock;
    }

    /** Reads {@code retry-after-ms}, else {@code retry-after} in seconds or as an HTTP date. */
    public Optional<Duration> from(ResponseHeaders headers) {
        Optional<Duration> millis = number(headers.first("retry-after-ms"), 1);
        if (millis.isPresent()) {
            return millis;
        }
        String value = headers.first("retry-after");
        Optional<Duration> seconds = number(value, 1000);
        return seconds.isPresent() ? seconds : moment(value, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    /** Reads a reset header: a duration ({@code 12ms}, {@code 6m0s}), plain seconds, or an RFC 3339 moment. */
    public Optional<Duration> reset(@Nullable String value) {
        Optional<Duration> seconds = number(value, 1000);
        if (seconds.isPresent()) {
            return seconds;
        }
        Optional<Duration> steps = steps(value);
        return steps.isPresent() ? steps : moment(value, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private static Optional<Duration> number(@Nullable String value, int millisPerUnit) {
        if (value == null || !NUMBER.matcher(value.strip()).matches()) {
            return Optional.empty();
        }
        return Optional.of(notNegative(millis(new BigDecimal(value.strip()), millisPerUnit)));
    }

    private static Optional<Duration> steps(@Nullable String value) {
        if (value == null || value.isBlank() || value.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        Matcher step = STEP.matcher(value.strip());
        Duration sum = Duration.ZERO;
        int end = 0;
        while (step.find() && step.start() == end) {
            sum = sum.plus(millis(new BigDecimal(step.group(1)), millisOf(step.group(2))));
            end = step.end();
        }
        return end == value.strip().length() ? Optional.of(sum) : Optional.empty();
    }

    private Optional<Duration> moment(@Nullable String value, DateTimeFormatter format) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            Instant then = ZonedDateTime.parse(value.strip(), format).toInstant();
            return Optional.of(notNegative(Duration.between(clock.instant(), then)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Rounds up, as coming back a fraction too early costs another refusal. */
    private static Duration millis(BigDecimal count, int millisPerUnit) {
        return Duration.ofMillis(count.multiply(BigDecimal.valueOf(millisPerUnit))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact());
    }

    private static int millisOf(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
