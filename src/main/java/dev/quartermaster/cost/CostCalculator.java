package dev.quartermaster.cost;

import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.MediaRates;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Prices a call: each class of tokens at its own rate, every token once. Exact; nothing is rounded. */
public final class CostCalculator {

    private CostCalculator() {}

    /**
     * The price of a call at the standard tier, whatever tier its usage names: what a call is expected to cost.
     *
     * @param route the way a Bedrock call took; null for any other call
     */
    public static Money cost(Pricing pricing, Usage usage, @Nullable PriceRoute route) {
        return cost(pricing.ratesFor(usage.promptTokens(), route), usage);
    }

    /**
     * The price of a call at the tier that it was served at; null where that price is not known.
     *
     * @param route the way a Bedrock call took; null for any other call
     */
    public static @Nullable Money served(Pricing pricing, Usage usage, @Nullable PriceRoute route) {
        Rates rates = pricing.ratesFor(usage.promptTokens(), route, usage.tier());
        return rates == null ? null : cost(rates, usage);
    }

    private static Money cost(Rates rates, Usage usage) {
        BigDecimal input = rates.inputPer1m();
        BigDecimal millionths = BigDecimal.ZERO;
        millionths = add(millionths, usage.input(), input);
        millionths = add(millionths, usage.cacheRead(), or(rates.cacheReadPer1m(), input));
        millionths = add(millionths, usage.cacheWrite5m(), or(rates.cacheWrite5mPer1m(), input));
        millionths = add(millionths, usage.cacheWrite1h(), or(rates.cacheWrite1hPer1m(), input));
        millionths = add(millionths, usage.output(), rates.outputPer1m());
        return new Money(media(millionths, rates, usage.media()).movePointLeft(6));
    }

    private static BigDecimal media(BigDecimal text, Rates rates, MediaTokens tokens) {
        MediaRates media = rates.media();
        BigDecimal sum = add(text, tokens.audioInput(), or(media.audioInputPer1m(), rates.inputPer1m()));
        sum = add(sum, tokens.imageInput(), or(media.imageInputPer1m(), rates.inputPer1m()));
        sum = add(sum, tokens.audioOutput(), or(media.audioOutputPer1m(), rates.outputPer1m()));
        return add(sum, tokens.imageOutput(), or(media.imageOutputPer1m(), rates.outputPer1m()));
    }

    private static BigDecimal add(BigDecimal sum, long tokens, BigDecimal perMillion) {
        return tokens == 0 ? sum : sum.add(perMillion.multiply(BigDecimal.valueOf(tokens)));
    }

    private static BigDecimal or(@Nullable BigDecimal price, BigDecimal otherwise) {
        return price == null ? otherwise : price;
    }
}
