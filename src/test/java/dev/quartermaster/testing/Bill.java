package dev.quartermaster.testing;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import java.math.BigDecimal;

/** What usage costs at given rates, worked out class by class. Rates are US dollars per million tokens. */
public record Bill(String input, String cacheRead, String cacheWrite5m, String cacheWrite1h, String output) {

    public BigDecimal of(Usage usage) {
        return at(usage.input(), input)
                .plus(at(usage.cacheRead(), cacheRead))
                .plus(at(usage.cacheWrite5m(), cacheWrite5m))
                .plus(at(usage.cacheWrite1h(), cacheWrite1h))
                .plus(at(usage.output(), output))
                .usd();
    }

    private static Money at(long tokens, String perMillion) {
        return Money.ofTokens(tokens, new BigDecimal(perMillion));
    }
}
