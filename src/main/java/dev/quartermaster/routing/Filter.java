package dev.quartermaster.routing;

import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.routing.Demand.OfProvider;
import dev.quartermaster.routing.Signals.Bar;
import dev.quartermaster.routing.Signals.Resident;
import java.util.BitSet;
import java.util.Map;

/** Whether one model may serve one request, and if not, the first reason why. */
final class Filter {

    private final Demand demand;
    private final Estimate estimate;
    private final String residency;
    private final Map<ModelKey, Bar> barred;
    /** Null when all are offered, as far as is known. */
    private final BitSet offered;

    private final Money maxCost;
    private final long maxUnits;
    private final double maxLatencyMs;

    Filter(Demand demand, Estimate estimate) {
        this.demand = demand;
        this.estimate = estimate;
        this.residency = demand.need.constraints().residency();
        this.barred = demand.inputs.signals().barred();
        String region = demand.inputs.signals().region();
        this.offered = region == null ? null : demand.index.offeredIn(region);
        this.maxCost = demand.need.constraints().maxCost();
        this.maxUnits = maxCost == null ? Long.MAX_VALUE : estimate.wholeUnits(maxCost);
        Long latency = demand.need.constraints().maxLatencyMs();
        this.maxLatencyMs = latency == null ? Double.POSITIVE_INFINITY : latency;
    }

    /** Null when nothing speaks against it. */
    Drop drop(IndexedModel model) {
        ModelSignal signal = demand.signal(model);
        Drop drop = always(model, signal);
        drop = drop == null ? byAbility(model) : drop;
        drop = drop == null ? bySize(model) : drop;
        drop = drop == null ? byConstraint(model) : drop;
        return drop == null ? byQuota(model, signal) : drop;
    }

    /** What is demanded of every model, also of one that was named. */
    Drop dropNamed(IndexedModel model) {
        return always(model, demand.signal(model));
    }

    private Drop always(IndexedModel model, ModelSignal signal) {
        OfProvider provider = demand.provider(model);
        if (!model.enabled) {
            return Drop.DISABLED;
        } else if (demand.task < 0 || !model.capabilities.get(demand.task)) {
            return Drop.OTHER_TASK;
        } else if (!provider.callable()) {
            return Drop.NOT_CALLABLE;
        } else if (model.bedrock && demand.inputs.signals().unreachable().containsKey(model.key())) {
            return Drop.UNREACHABLE;
        } else if (!barred.isEmpty() && barred.containsKey(model.key())) {
            return Drop.BARRED;
        } else if (signal.healthWaitMs() > 0 || provider.healthWaitMs() > 0) {
            return Drop.DOWN;
        }
        return residency == null || isResident(model) ? null : Drop.OUTSIDE_RESIDENCY;
    }

    private boolean isResident(IndexedModel model) {
        Resident resident = demand.inputs.signals().resident();
        if (residency.equals(Regions.ANYWHERE)) {
            return true;
        } else if (model.bedrock && resident != null && resident.known().contains(model.key())) {
            return resident.within().contains(model.key());
        }
        return residency.equals(model.spec.residency());
    }

    private Drop byAbility(IndexedModel model) {
        if (offered != null && !offered.get(model.position)) {
            return Drop.NOT_OFFERED;
        } else if (demand.provider(model).excluded()) {
            return Drop.EXCLUDED;
        } else if (demand.allowed != null && !demand.allowed.get(model.position)) {
            return Drop.NOT_ALLOWED;
        }
        for (int i = 0; i < demand.words.length; i++) {
            if (lacks(model, i)) {
                return Drop.LACKS_CAPABILITY;
            }
        }
        return (model.features & demand.features) == demand.features ? null : Drop.LACKS_FEATURE;
    }

    /** A feature counts as a capability of the same name. */
    boolean lacks(IndexedModel model, int capability) {
        int word = demand.words[capability];
        return (word < 0 || !model.capabilities.get(word)) && (model.features & demand.sameFeature[capability]) == 0;
    }

    private Drop bySize(IndexedModel model) {
        long input = demand.provider(model).inputTokens();
        if (demand.output > model.maxOutputTokens) {
            return Drop.OUTPUT_TOO_LONG;
        } else if (input > model.maxInputTokens) {
            return Drop.INPUT_TOO_LONG;
        }
        return input + demand.output > model.contextWindow ? Drop.WINDOW_TOO_SMALL : null;
    }

    private Drop byConstraint(IndexedModel model) {
        if (maxCost != null && isTooDear(model)) {
            return Drop.TOO_DEAR;
        }
        return maxLatencyMs < Double.POSITIVE_INFINITY && expectedMs(model) > maxLatencyMs ? Drop.TOO_SLOW : null;
    }

    private boolean isTooDear(IndexedModel model) {
        long units = estimate.units(model);
        return units >= 0 ? units > maxUnits : estimate.exact(model).compareTo(maxCost) > 0;
    }

    double expectedMs(IndexedModel model) {
        return ExpectedLatency.of(demand.signal(model).track(), model.statedMs, demand.inputs.terms());
    }

    private Drop byQuota(IndexedModel model, ModelSignal signal) {
        if (signal.quotaWaitMs() > 0) {
            return Drop.QUOTA_USED;
        }
        boolean neverFits = model.hasQuota && !signal.counted() && !fits(model);
        return neverFits ? Drop.QUOTA_TOO_SMALL : null;
    }

    /** Whether a quota of which nothing is used admits the request. */
    private boolean fits(IndexedModel model) {
        RateLimits limits = model.spec.rateLimits();
        return fits(limits.requestsPerMinute(), 1)
                && fits(limits.tokensPerMinute(), demand.provider(model).inputTokens());
    }

    private boolean fits(Long quota, long amount) {
        return quota == null || amount <= usable(quota);
    }

    long usable(long quota) {
        return (long) Math.floor(quota * demand.inputs.terms().usableQuota());
    }
}
