package dev.quartermaster.budgets.store;

import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.domain.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forecast of a budget, if spending goes on as it does. In a window of the calendar: at its average rate since the window
 * began. In a rolling one: at the rate of its last quarter, while what was spent before leaves it in time. For all time: at
 * the average rate of the last seven days.
 *
 * @param projected spent at the end of the window; of a rolling one, when it holds this rate only; null for all time
 * @param reachedAt when the limit is reached; null if it is not within the window, or nothing is spent
 */
public record Forecast(@Nullable Money projected, @Nullable Instant reachedAt) {

    /** A window is younger than this share of it, or than a minute: too early to tell. */
    private static final int TOO_EARLY = 100;

    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final BigDecimal MOST_MILLIS = millis(Duration.ofDays(36_500));

    /** Forecasts a window of the calendar. Null if it is too early to tell. */
    static @Nullable Forecast calendar(Money spent, Money limit, Instant start, Instant end, Instant now) {
        Duration elapsed = Duration.between(start, now);
        Duration whole = Duration.between(start, end);
        if (elapsed.compareTo(LEAST) < 0 || elapsed.compareTo(whole.dividedBy(TOO_EARLY)) < 0) {
            return null;
        }
        Instant reached = reached(spent, limit, spent.usd(), elapsed, now);
        BigDecimal projected = spent.usd()
                .multiply(millis(whole))
                .divide(millis(elapsed), MathContext.DECIMAL64)
                .setScale(9, RoundingMode.HALF_UP);
        return new Forecast(new Money(projected), reached == null || !reached.isBefore(end) ? null : reached);
    }

    /** Forecasts all time from what was spent lately. */
    static Forecast total(Money spent, Money limit, Money recent, Duration lately, Instant now) {
        return new Forecast(null, reached(spent, limit, recent.usd(), lately, now));
    }

    /** Forecasts a rolling window from its buckets: steps through the coming ones until one is over the limit. */
    static Forecast rolling(
            BudgetWindow window, List<SpendingRepository.Bucket> buckets, Money spent, Money limit, Instant now) {
        Duration quarter = window.length().dividedBy(4);
        BigDecimal recent = sum(buckets, now.minus(quarter).minusMillis(1), now);
        Money projected = new Money(recent.multiply(BigDecimal.valueOf(4)));
        if (spent.compareTo(limit) >= 0) {
            return new Forecast(projected, now);
        }
        Duration bucket = window.bucket();
        BigDecimal each = recent.multiply(millis(bucket)).divide(millis(quarter), MathContext.DECIMAL64);
        BigDecimal held = spent.usd();
        Instant then = now;
        while (then.isBefore(now.plus(window.length()))) {
            Instant leaving = then.minus(window.length());
            held = held.add(each).subtract(sum(buckets, leaving.minus(bucket), leaving));
            then = then.plus(bucket);
            if (held.compareTo(limit.usd()) >= 0) {
                return new Forecast(projected, then);
            }
        }
        return new Forecast(projected, null);
    }

    private static BigDecimal sum(List<SpendingRepository.Bucket> buckets, Instant after, Instant until) {
        return buckets.stream()
                .filter(bucket ->
                        bucket.start().isAfter(after) && !bucket.start().isAfter(until))
                .map(bucket -> bucket.spent().usd())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static @Nullable Instant reached(Money spent, Money limit, BigDecimal rate, Duration per, Instant now) {
        BigDecimal left = limit.usd().subtract(spent.usd());
        if (left.signum() <= 0) {
            return now;
        } else if (rate.signum() <= 0) {
            return null;
        }
        BigDecimal millis = left.multiply(millis(per)).divide(rate, MathContext.DECIMAL64);
        return millis.compareTo(MOST_MILLIS) > 0 ? null : now.plusMillis(millis.longValue());
    }

    private static BigDecimal millis(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis());
    }
}
