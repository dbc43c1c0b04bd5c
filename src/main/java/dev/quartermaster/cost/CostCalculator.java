package dev.quartermaster.cost;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Prices a call: each class of tokens at its own rate, every token once. Exact; nothing is rounded. */
public final class CostCalculator {

    private CostCalculator() {}

    /** @param route the way a Bedrock call took; null for any other call */
    public static Money cost(Pricing pricing, Usage usage, @Nullable PriceRoute route) {
        Rates rates = pricing.ratesFor(usage.promptTokens(), route);
        BigDecimal millionths = BigDecimal.ZERO;
        millionths = add(millionths, usage.input(), rates.inputPer1m());
        millionths = add(millionths, usage.cacheRead(), orInput(rates.cacheReadPer1m(), rates));
        millionths = add(millionths, usage.cacheWrite5m(), orInput(rates.cacheWrite5mPer1m(), rates));
        millionths = add(millionths, usage.cacheWrite1h(), orInput(rates.cacheWrite1hPer1m(), rates));
        millionths = add(millionths, usage.output(), rates.outputPer1m());
        return new Money(millionths.movePointLeft(6));
    }

    private static BigDecimal add(BigDecimal sum, long tokens, BigDecimal perMillion) {
        return tokens == 0 ? sum : sum.add(perMillion.multiply(BigDecimal.valueOf(tokens)));
    }

    private static BigDecimal orInput(@Nullable BigDecimal price, Rates rates) {
        return price == null ? rates.inputPer1m() : price;
    }
}
