package dev.quartermaster.routing;

import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model's prices as whole numbers of one unit that all models of an index share, so that costs are compared exactly
 * and without decimals. A unit is 10^-(6 + scale) US dollars, the price of one token at 10^-scale dollars a million.
 */
final class ScaledPricing {

    /** A price with more digits behind the point than this is left to decimals. */
    static final int FINEST = 8;

    /**
     * More units are left to decimals too. Up to here a sum of doubles is near enough to tell, and of two different numbers
     * of units the quotients by the same number are different doubles.
     */
    static final double MOST = 1L << 51;

    /** @param above holds for prompts of more tokens than this */
    private record Tier(long above, long input, long output, long cacheRead) {}

    private final Tier base;
    /** For larger prompts, the lowest first. */
    private final Tier[] above;

    private final @Nullable ScaledPricing[] byRoute;

    private ScaledPricing(Tier base, Tier[] above, @Nullable ScaledPricing[] byRoute) {
        this.base = base;
        this.above = above;
        this.byRoute = byRoute;
    }

    /** The digits behind the point that these prices need, at most {@link #FINEST}. */
    static int scale(List<Pricing> prices) {
        return prices.stream()
                .flatMap(ScaledPricing::rates)
                .flatMap(rates -> Stream.of(rates.inputPer1m(), rates.outputPer1m(), read(rates)))
                .mapToInt(ScaledPricing::digits)
                .filter(digits -> digits <= FINEST)
                .max()
                .orElse(0);
    }

    /** Null where these prices are no whole numbers of the unit. */
    static @Nullable ScaledPricing of(Pricing pricing, int scale) {
        if (rates(pricing).anyMatch(rates -> !fits(rates, scale))) {
            return null;
        }
        @Nullable ScaledPricing[] byRoute = new ScaledPricing[PriceRoute.values().length];
        pricing.routes().forEach((route, own) -> byRoute[route.ordinal()] = of(own, scale));
        Tier[] above = pricing.above().stream()
                .map(tier -> tier(tier.promptTokens(), tier.rates(), scale))
                .toArray(Tier[]::new);
        return new ScaledPricing(tier(0, pricing.base(), scale), above, byRoute);
    }

    /**
     * Computes the price of a call in units.
     *
     * @param prompt all tokens of the prompt
     * @param cached those that the provider reads from its cache
     * @param route null for the ordinary route
     * @return -1 if the result overflows
     */
    long units(long prompt, long cached, long output, @Nullable PriceRoute route) {
        ScaledPricing own = route == null ? null : byRoute[route.ordinal()];
        Tier tier = (own == null ? this : own).tier(prompt);
        long fresh = prompt - cached;
        double about = (double) fresh * tier.input + (double) cached * tier.cacheRead + (double) output * tier.output;
        return about > MOST ? -1 : fresh * tier.input + cached * tier.cacheRead + output * tier.output;
    }

    private Tier tier(long prompt) {
        Tier holding = base;
        for (int i = 0; i < above.length && prompt > above[i].above; i++) {
            holding = above[i];
        }
        return holding;
    }

    private static Tier tier(long above, Rates rates, int scale) {
        return new Tier(
                above, whole(rates.inputPer1m(), scale), whole(rates.outputPer1m(), scale), whole(read(rates), scale));
    }

    private static BigDecimal read(Rates rates) {
        return rates.cacheReadPer1m() == null ? rates.inputPer1m() : rates.cacheReadPer1m();
    }

    private static Stream<Rates> rates(Pricing pricing) {
        Stream<Rates> own = Stream.concat(
                Stream.of(pricing.base()), pricing.above().stream().map(Pricing.Tier::rates));
        return Stream.concat(own, pricing.routes().values().stream().flatMap(ScaledPricing::rates));
    }

    private static boolean fits(Rates rates, int scale) {
        return Stream.of(rates.inputPer1m(), rates.outputPer1m(), read(rates))
                .allMatch(price -> digits(price) <= scale);
    }

    private static long whole(BigDecimal price, int scale) {
        return price.movePointRight(scale).longValueExact();
    }

    private static int digits(BigDecimal price) {
        return price.signum() == 0 ? 0 : Math.max(0, price.stripTrailingZeros().scale());
    }
}
