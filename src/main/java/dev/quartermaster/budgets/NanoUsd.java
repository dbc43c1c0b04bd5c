package dev.quartermaster.budgets;

import dev.quartermaster.domain.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Whole billionths of a US dollar, in which accounts count. What is held or spent is rounded up, what is granted down. */
public final class NanoUsd {

    private static final int DECIMALS = 9;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 8, DECIMALS);

    private NanoUsd() {}

    /** The amount, rounded up; an absurd one as the most that can be counted, and a negative one as nothing. */
    public static long up(Money amount) {
        return of(amount.usd(), RoundingMode.CEILING);
    }

    /** The amount, rounded down. */
    public static long down(BigDecimal usd) {
        return of(usd, RoundingMode.FLOOR);
    }

    private static long of(BigDecimal usd, RoundingMode mode) {
        if (usd.signum() <= 0) {
            return 0;
        }
        return usd.min(MOST).setScale(DECIMALS, mode).unscaledValue().longValue();
    }

    public static BigDecimal usd(long nanos) {
        return BigDecimal.valueOf(nanos, DECIMALS);
    }

    public static Money money(long nanos) {
        return new Money(usd(nanos));
    }
}
