package dev.quartermaster.cost;

import dev.quartermaster.cost.DearestRates.Step;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most that a call of one model can cost. Prices are made ready once, so that each call costs some multiplications.
 * Whatever a call uses within its bounds, its exact cost is not higher. Immutable.
 */
public final class MaximumCost {

    /** The result where nothing bounds a call, its price is not known, or its cost is beyond any sum of money. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private static final int NANO_DIGITS = 9;
    private static final long UNITS_PER_NANO = 1_000;

    /**
     * The prices of one route, or of all where it is not known which one a call takes.
     *
     * @param any at whichever tier the provider chooses
     * @param byTier at the standard tier or the given one: a provider may serve at less than was asked for
     */
    private record Prices(DearestRates standard, DearestRates any, Map<ServiceTier, DearestRates> byTier) {

        static Prices of(Collection<Pricing> routes) {
            List<Pricing> all = new ArrayList<>(routes);
            Map<ServiceTier, List<Pricing>> tiers = new HashMap<>();
            routes.forEach(route -> route.serviceTiers().forEach((tier, own) -> {
                all.add(own);
                tiers.computeIfAbsent(tier, none -> new ArrayList<>(routes)).add(own);
            }));
            Map<ServiceTier, DearestRates> byTier = new HashMap<>();
            tiers.forEach((tier, own) -> {
                // A route without a price for the tier may be the one that serves.
                if (own.size() == 2 * routes.size()) {
                    byTier.put(tier, DearestRates.of(own));
                }
            });
            DearestRates standard = DearestRates.of(routes);
            return new Prices(standard, tiers.isEmpty() ? standard : DearestRates.of(all), byTier);
        }

        DearestRates unasked(boolean anyTier) {
            return anyTier ? any : standard;
        }

        @Nullable DearestRates at(RequestedTier asked) {
            ServiceTier tier = asked.tier();
            return tier == null ? unasked(asked.isAny()) : byTier.get(tier);
        }
    }

    private final ProviderId provider;
    /** The provider chooses the tier where it is told of none. */
    private final boolean choosesTier;

    private final boolean published;
    private final Prices ordinary;
    private final Prices anyRoute;
    private final @Nullable Prices[] byRoute = new Prices[PriceRoute.values().length];
    private final @Nullable Long contextWindow;
    private final @Nullable Long maxOutputTokens;

    private MaximumCost(ModelSpec model) {
        Pricing pricing = model.pricing();
        this.provider = model.key().provider();
        this.choosesTier = RequestedTier.isLeftTo(provider);
        this.published = !Pricing.NOT_PUBLISHED.equals(pricing.source());
        this.ordinary = Prices.of(List.of(pricing));
        List<Pricing> routes = new ArrayList<>(pricing.routes().values());
        routes.add(pricing);
        this.anyRoute = routes.size() == 1 ? ordinary : Prices.of(routes);
        pricing.routes().forEach((route, own) -> byRoute[route.ordinal()] = Prices.of(List.of(own)));
        this.contextWindow = model.contextWindow();
        this.maxOutputTokens = model.maxOutputTokens();
    }

    public static MaximumCost of(ModelSpec model) {
        return new MaximumCost(model);
    }

    /** Returns billionths of a dollar as an amount. */
    public static Money money(long nanos) {
        return new Money(BigDecimal.valueOf(nanos, NANO_DIGITS));
    }

    /**
     * Computes the most, in billionths of a dollar, rounded up; {@link #UNBOUNDED} where that cannot be said.
     *
     * @param route the way a Bedrock call takes; null where that is not known, and then the dearest counts
     */
    public long nanos(CallBounds bounds, @Nullable PriceRoute route) {
        DearestRates rates = rates(bounds, route);
        return rates == null ? UNBOUNDED : nanos(bounds, rates.at(bounds.promptTokens()));
    }

    /** Returns whether the price of such a call is known. */
    public boolean isPriced(CallBounds bounds, @Nullable PriceRoute route) {
        return rates(bounds, route) != null;
    }

    private @Nullable DearestRates rates(CallBounds bounds, @Nullable PriceRoute route) {
        if (!published) {
            return null;
        }
        Prices own = route == null ? anyRoute : byRoute[route.ordinal()];
        RequestedTier asked = bounds.tier();
        Prices prices = own == null ? ordinary : own;
        return asked != null && asked.reaches(provider) ? prices.at(asked) : prices.unasked(choosesTier);
    }

    private long nanos(CallBounds bounds, Step dearest) {
        Long each = bounds.answerTokens() == null ? maxOutputTokens : bounds.answerTokens();
        long answers = bounds.answers();
        if (each != null || answers == 0 || dearest.output() == 0) {
            long output = each == null ? 0 : times(each, answers);
            return rounded(plus(times(bounds.promptTokens(), dearest.prompt()), times(output, dearest.output())));
        } else if (contextWindow == null) {
            return UNBOUNDED;
        }
        return rounded(windowful(dearest, Math.min(bounds.promptTokens(), contextWindow), contextWindow, answers));
    }

    /**
     * A prompt and answers that share a window: each token that the prompt does not take may be one of every answer, so
     * that the dearest is either the whole prompt with the rest as answer, or an answer alone.
     */
    private static long windowful(Step dearest, long prompt, long window, long answers) {
        long answerToken = times(answers, dearest.output());
        long larger = Math.max(0, dearest.prompt() - answerToken);
        return plus(times(window, answerToken), times(prompt, larger));
    }

    private static long rounded(long units) {
        return units == UNBOUNDED ? UNBOUNDED : (units + UNITS_PER_NANO - 1) / UNITS_PER_NANO;
    }

    private static long times(long tokens, long price) {
        return price != 0 && tokens > (UNBOUNDED - UNITS_PER_NANO) / price ? UNBOUNDED : tokens * price;
    }

    private static long plus(long one, long other) {
        return one > UNBOUNDED - UNITS_PER_NANO - other ? UNBOUNDED : one + other;
    }
}
