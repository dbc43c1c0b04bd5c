package dev.quartermaster.api;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time that a URL's parameters {@code from} and {@code to} select.
 *
 * @param from the first moment that counts; null for all before
 * @param to the first moment that does not; null for all behind
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant to) {

    /** The database knows no times far beyond. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** Range with both its ends. */
    public record Closed(Instant from, Instant to) {}

    /** @throws QuartermasterException {@code invalid_request}, naming the parameter */
    public static TimeRange ofUrl(@Nullable String from, @Nullable String to) {
        TimeRange range = new TimeRange(time("from", from), time("to", to));
        if (range.from != null && range.to != null) {
            checkOrder(range.from, range.to);
        }
        return range;
    }

    /**
     * Sets what is missing: the end, and a beginning so long before. It begins with an hour, as whole hours are still known
     * when the requests are not kept any more.
     *
     * @throws QuartermasterException {@code invalid_request} if it begins behind its end
     */
    public Closed closed(Instant end, Duration span) {
        Instant last = to == null ? end : to;
        Instant first = from == null ? last.minus(span).truncatedTo(ChronoUnit.HOURS) : from;
        checkOrder(first, last);
        return new Closed(first, last);
    }

    private static @Nullable Instant time(String param, @Nullable String text) {
        Instant time = Timestamps.ofUrl(param, text);
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw QuartermasterException.invalid(param, "'" + param + "' must be in the years 1 to 9999");
        }
        return time;
    }

    private static void checkOrder(Instant from, Instant to) {
        if (from.isAfter(to)) {
            throw QuartermasterException.invalid("from", "'from' must not be after 'to'");
        }
    }
}
