package dev.quartermaster.performance;

import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.PerformanceSum;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;

/**
 * How requests went in a window.
 *
 * @param from the first moment that counted
 * @param to the first moment that did not
 */
public record PerformanceSummary(int windowHours, Instant from, Instant to, PerformanceSum sum) {

    /** The part of the requests that succeeded, in [0,1]; null when there were none. */
    public Double successRate() {
        return sum.requests() == 0 ? null : (double) sum.successes() / sum.requests();
    }

    /** What a success cost, failures paid for with it; null when there was none. Rounded to 16 digits. */
    public Money costPerSuccess() {
        if (sum.successes() == 0) {
            return null;
        }
        return new Money(sum.cost().usd().divide(BigDecimal.valueOf(sum.successes()), MathContext.DECIMAL64));
    }
}
