package dev.quartermaster.routing;

import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.routing.PreparedInputs.OfProvider;
import dev.quartermaster.routing.Signals.Bar;
import dev.quartermaster.routing.Signals.Resident;
import java.util.BitSet;
import java.util.Map;

/** Whether one model may serve one request, and if not, the first reason why. */
final class Filter {

    private final PreparedInputs demand;
    private final CostEstimate estimate;
    private final String residency;
    private final Map<ModelKey, Bar> barred;
    /** Null when all are offered, as far as is known. */
    private final BitSet offered;

    private final Money maxCost;
    private final long maxUnits;
    private final double maxLatencyMs;

    Filter(PreparedInputs demand, CostEstimate estimate) {
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
    RejectionReason drop(IndexedModel model) {
        ModelSignal signal = demand.signal(model);
        RejectionReason drop = always(model, signal);
        drop = drop == null ? byAbility(model) : drop;
        drop = drop == null ? bySize(model) : drop;
        drop = drop == null ? byConstraint(model) : drop;
        return drop == null ? byQuota(model, signal) : drop;
    }

    /** What is demanded of every model, also of one that was named. */
    RejectionReason dropNamed(IndexedModel model) {
        return always(model, demand.signal(model));
    }

    private RejectionReason always(IndexedModel model, ModelSignal signal) {
        OfProvider provider = demand.provider(model);
        if (!model.enabled) {
            return RejectionReason.DISABLED;
        } else if (demand.task < 0 || !model.capabilities.get(demand.task)) {
            return RejectionReason.OTHER_TASK;
        } else if (!provider.callable()) {
            return RejectionReason.NOT_CALLABLE;
        } else if (model.bedrock && demand.inputs.signals().unreachable().containsKey(model.key())) {
            return RejectionReason.UNREACHABLE;
        } else if (!barred.isEmpty() && barred.containsKey(model.key())) {
            return RejectionReason.BARRED;
        } else if (signal.healthWaitMs() > 0 || provider.healthWaitMs() > 0) {
            return RejectionReason.DOWN;
        }
        return residency == null || isResident(model) ? null : RejectionReason.OUTSIDE_RESIDENCY;
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

    private RejectionReason byAbility(IndexedModel model) {
        if (offered != null && !offered.get(model.position)) {
            return RejectionReason.NOT_OFFERED;
        } else if (demand.provider(model).excluded()) {
            return RejectionReason.EXCLUDED;
        } else if (demand.allowed != null && !demand.allowed.get(model.position)) {
            return RejectionReason.NOT_ALLOWED;
        }
        for (int i = 0; i < demand.words.length; i++) {
            if (lacks(model, i)) {
                return RejectionReason.LACKS_CAPABILITY;
            }
        }
        return (model.features & demand.features) == demand.features ? null : RejectionReason.LACKS_FEATURE;
    }

    /** A feature counts as a capability of the same name. */
    boolean lacks(IndexedModel model, int capability) {
        int word = demand.words[capability];
        return (word < 0 || !model.capabilities.get(word)) && (model.features & demand.sameFeature[capability]) == 0;
    }

    private RejectionReason bySize(IndexedModel model) {
        long input = demand.provider(model).inputTokens();
        if (demand.output > model.maxOutputTokens) {
            return RejectionReason.OUTPUT_TOO_LONG;
        } else if (input > model.maxInputTokens) {
            return RejectionReason.INPUT_TOO_LONG;
        }
        return input + demand.output > model.contextWindow ? RejectionReason.WINDOW_TOO_SMALL : null;
    }

    private RejectionReason byConstraint(IndexedModel model) {
        if (maxCost != null && isTooDear(model)) {
            return RejectionReason.TOO_DEAR;
        }
        return maxLatencyMs < Double.POSITIVE_INFINITY && expectedMs(model) > maxLatencyMs
                ? RejectionReason.TOO_SLOW
                : null;
    }

    private boolean isTooDear(IndexedModel model) {
        long units = estimate.units(model);
        return units >= 0 ? units > maxUnits : estimate.exact(model).compareTo(maxCost) > 0;
    }

    double expectedMs(IndexedModel model) {
        return ExpectedLatency.of(demand.signal(model).track(), model.statedMs, demand.inputs.terms());
    }

    private RejectionReason byQuota(IndexedModel model, ModelSignal signal) {
        if (signal.quotaWaitMs() > 0) {
            return RejectionReason.QUOTA_USED;
        }
        boolean neverFits = model.hasQuota && !signal.counted() && !fits(model);
        return neverFits ? RejectionReason.QUOTA_TOO_SMALL : null;
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
