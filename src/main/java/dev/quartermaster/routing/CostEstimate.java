package dev.quartermaster.routing;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.PriceRoute;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Estimates the cost of a request with a model. The result is exact for the assumed numbers of tokens. */
final class CostEstimate {

    private static final double[] POWERS = {1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};

    private final PreparedInputs preparedInputs;
    private final double unitsPerUsd;
    private final double mostExactUsd;
    private final Map<ModelKey, PriceRoute> routes;

    CostEstimate(PreparedInputs preparedInputs) {
        this.preparedInputs = preparedInputs;
        this.routes = preparedInputs.inputs.signals().routes();
        this.unitsPerUsd = POWERS[preparedInputs.index.unitDigits() - 6];
        this.mostExactUsd = ScaledPricing.MOST / 2 / unitsPerUsd;
    }

    /** In US dollars, rounded to the nearest number there is: of two exact costs the larger is never the smaller here. */
    double usd(IndexedModel model) {
        return usd(model, cached(model));
    }

    /** Estimates the cost as if the conversation's cache were with this model. */
    double usdIfCached(IndexedModel model) {
        return preparedInputs.running == null ? usd(model) : usd(model, inCache(model));
    }

    Money exact(IndexedModel model) {
        long units = units(model);
        return units >= 0
                ? new Money(BigDecimal.valueOf(units, preparedInputs.index.unitDigits()))
                : decimal(model, cached(model));
    }

    /** The exact cost as a whole number of the index's units; -1 where it is none. */
    long units(IndexedModel model) {
        return units(model, cached(model));
    }

    /** The most whole units that are within an amount. */
    long wholeUnits(Money amount) {
        BigDecimal units = amount.usd().movePointRight(preparedInputs.index.unitDigits());
        return units.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Long.MAX_VALUE
                : units.setScale(0, RoundingMode.FLOOR).longValue();
    }

    /**
     * Returns whether a cost from {@link #usd} represents one exact cost only, so that equal values mean equal costs.
     */
    boolean isExact(IndexedModel model, double usd) {
        return model.pricing != null && usd < mostExactUsd;
    }

    int compare(IndexedModel one, IndexedModel other) {
        long units = units(one);
        long others = units(other);
        return units >= 0 && others >= 0
                ? Long.compare(units, others)
                : exact(one).compareTo(exact(other));
    }

    private double usd(IndexedModel model, long cached) {
        long units = units(model, cached);
        return units >= 0 ? units / unitsPerUsd : decimal(model, cached).usd().doubleValue();
    }

    private long units(IndexedModel model, long cached) {
        long prompt = preparedInputs.provider(model).inputTokens();
        return model.pricing == null ? -1 : model.pricing.units(prompt, cached, output(model), route(model));
    }

    private Money decimal(IndexedModel model, long cached) {
        long fresh = preparedInputs.provider(model).inputTokens() - cached;
        Usage usage = new Usage(fresh, cached, 0, 0, output(model), 0, 0, true);
        return CostCalculator.cost(model.spec.pricing(), usage, route(model));
    }

    /** The caller's limit; else the length of nearly all answers it gave; else what is assumed of anybody. */
    private long output(IndexedModel model) {
        if (preparedInputs.need.maxOutputTokens() != null) {
            return preparedInputs.output;
        }
        Long observed = preparedInputs.signal(model).track().outputP95Tokens();
        return Math.min(
                model.maxOutputTokens,
                observed == null ? preparedInputs.inputs.terms().assumedOutputTokens() : observed);
    }

    private long cached(IndexedModel model) {
        return model == preparedInputs.running ? inCache(model) : 0;
    }

    private long inCache(IndexedModel model) {
        OngoingConversation running = preparedInputs.need.asker().conversation();
        return running == null
                ? 0
                : Math.min(
                        running.cachedTokens(), preparedInputs.provider(model).inputTokens());
    }

    private @Nullable PriceRoute route(IndexedModel model) {
        return model.bedrock && !routes.isEmpty() ? routes.get(model.key()) : null;
    }
}
