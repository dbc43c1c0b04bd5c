package dev.quartermaster.performance;

import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.PerformanceSum;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Request statistics over a window.
 *
 * @param from the start of the window, inclusive
 * @param to the end of the window, exclusive
 */
public record PerformanceSummary(int windowHours, Instant from, Instant to, PerformanceSum sum) {

    /** The part of the requests that succeeded, in [0,1]; null when there were none. */
    public @Nullable Double successRate() {
        return sum.requests() == 0 ? null : (double) sum.successes() / sum.requests();
    }

    /**
     * Returns the cost of a success, including the cost of failures, rounded to 16 digits; null if there was no
     * success.
     */
    public @Nullable Money costPerSuccess() {
        if (sum.successes() == 0) {
            return null;
        }
        return new Money(sum.cost().usd().divide(BigDecimal.valueOf(sum.successes()), MathContext.DECIMAL64));
    }
}
