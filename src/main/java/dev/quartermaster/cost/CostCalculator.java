package dev.quartermaster.cost;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;

/** Prices a call: each class of tokens at its own rate, every token once. Exact; nothing is rounded. */
public final class CostCalculator {

    private CostCalculator() {}

    /** @param route the way a Bedrock call took; null for any other call */
    public static Money cost(Pricing pricing, Usage usage, PriceRoute route) {
        Rates rates = pricing.ratesFor(usage.promptTokens(), route);
        return Money.ofTokens(usage.input(), rates.inputPer1m())
                .plus(Money.ofTokens(usage.cacheRead(), orInput(rates.cacheReadPer1m(), rates)))
                .plus(Money.ofTokens(usage.cacheWrite5m(), orInput(rates.cacheWrite5mPer1m(), rates)))
                .plus(Money.ofTokens(usage.cacheWrite1h(), orInput(rates.cacheWrite1hPer1m(), rates)))
                .plus(Money.ofTokens(usage.output(), rates.outputPer1m()));
    }

    private static BigDecimal orInput(BigDecimal price, Rates rates) {
        return price == null ? rates.inputPer1m() : price;
    }
}
