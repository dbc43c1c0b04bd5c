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
import org.jspecify.annotations.Nullable;

/** Checks whether a model may serve a request and gives the first reason if not. */
final class Filter {

    private final PreparedInputs preparedInputs;
    private final CostEstimate costEstimate;
    private final @Nullable String residency;
    private final Map<ModelKey, Bar> barred;
    /** Null when all are offered, as far as is known. */
    private final @Nullable BitSet offered;

    private final @Nullable Money maxCost;
    private final long maxUnits;
    private final double maxLatencyMs;
    private final BudgetFilter budgets;

    Filter(PreparedInputs preparedInputs, CostEstimate costEstimate) {
        this.preparedInputs = preparedInputs;
        this.costEstimate = costEstimate;
        this.residency = preparedInputs.need.constraints().residency();
        this.barred = preparedInputs.inputs.signals().barred();
        String region = preparedInputs.inputs.signals().region();
        this.offered = region == null ? null : preparedInputs.index.offeredIn(region);
        this.maxCost = preparedInputs.need.constraints().maxCost();
        this.maxUnits = maxCost == null ? Long.MAX_VALUE : costEstimate.wholeUnits(maxCost);
        Long latency = preparedInputs.need.constraints().maxLatencyMs();
        this.maxLatencyMs = latency == null ? Double.POSITIVE_INFINITY : latency;
        this.budgets = new BudgetFilter(preparedInputs);
    }

    /** Null when nothing speaks against it. */
    @Nullable RejectionReason reasonAgainst(IndexedModel model) {
        ModelSignal signal = preparedInputs.signal(model);
        RejectionReason reason = always(model, signal);
        reason = reason == null ? byAbility(model) : reason;
        reason = reason == null ? bySize(model) : reason;
        reason = reason == null ? byConstraint(model) : reason;
        reason = reason == null ? byQuota(model, signal) : reason;
        return reason == null ? budgets.reasonAgainst(model) : reason;
    }

    BudgetFilter budgets() {
        return budgets;
    }

    /** Applies the checks that hold for every model, including a named one. */
    @Nullable RejectionReason reasonAgainstNamed(IndexedModel model) {
        return always(model, preparedInputs.signal(model));
    }

    private @Nullable RejectionReason always(IndexedModel model, ModelSignal signal) {
        OfProvider provider = preparedInputs.provider(model);
        if (!model.enabled) {
            return RejectionReason.DISABLED;
        } else if (preparedInputs.task < 0 || !model.capabilities.get(preparedInputs.task)) {
            return RejectionReason.OTHER_TASK;
        } else if (!provider.callable()) {
            return RejectionReason.NOT_CALLABLE;
        } else if (model.bedrock
                && preparedInputs.inputs.signals().unreachable().containsKey(model.key())) {
            return RejectionReason.UNREACHABLE;
        } else if (!barred.isEmpty() && barred.containsKey(model.key())) {
            return RejectionReason.BARRED;
        } else if (signal.healthWaitMs() > 0 || provider.healthWaitMs() > 0) {
            return RejectionReason.DOWN;
        }
        return residency == null || isResident(model) ? null : RejectionReason.OUTSIDE_RESIDENCY;
    }

    private boolean isResident(IndexedModel model) {
        Resident resident = preparedInputs.inputs.signals().resident();
        if (residency == null || residency.equals(Regions.ANYWHERE)) {
            return true;
        } else if (model.bedrock && resident != null && resident.known().contains(model.key())) {
            return resident.within().contains(model.key());
        }
        return residency.equals(model.spec.residency());
    }

    private @Nullable RejectionReason byAbility(IndexedModel model) {
        if (offered != null && !offered.get(model.position)) {
            return RejectionReason.NOT_OFFERED;
        } else if (preparedInputs.provider(model).excluded()) {
            return RejectionReason.EXCLUDED;
        } else if (preparedInputs.allowed != null && !preparedInputs.allowed.get(model.position)) {
            return RejectionReason.NOT_ALLOWED;
        }
        for (int i = 0; i < preparedInputs.words.length; i++) {
            if (lacks(model, i)) {
                return RejectionReason.LACKS_CAPABILITY;
            }
        }
        return (model.features & preparedInputs.features) == preparedInputs.features
                ? null
                : RejectionReason.LACKS_FEATURE;
    }

    /** A feature counts as a capability of the same name. */
    boolean lacks(IndexedModel model, int capability) {
        int word = preparedInputs.words[capability];
        return (word < 0 || !model.capabilities.get(word))
                && (model.features & preparedInputs.sameFeature[capability]) == 0;
    }

    private @Nullable RejectionReason bySize(IndexedModel model) {
        long input = preparedInputs.provider(model).inputTokens();
        if (preparedInputs.output > model.maxOutputTokens) {
            return RejectionReason.OUTPUT_TOO_LONG;
        } else if (input > model.maxInputTokens) {
            return RejectionReason.INPUT_TOO_LONG;
        }
        return input + preparedInputs.output > model.contextWindow ? RejectionReason.WINDOW_TOO_SMALL : null;
    }

    private @Nullable RejectionReason byConstraint(IndexedModel model) {
        if (maxCost != null && isTooDear(model, maxCost)) {
            return RejectionReason.TOO_DEAR;
        }
        return maxLatencyMs < Double.POSITIVE_INFINITY && expectedMs(model) > maxLatencyMs
                ? RejectionReason.TOO_SLOW
                : null;
    }

    private boolean isTooDear(IndexedModel model, Money most) {
        long units = costEstimate.units(model);
        return units >= 0 ? units > maxUnits : costEstimate.exact(model).compareTo(most) > 0;
    }

    double expectedMs(IndexedModel model) {
        return ExpectedLatency.of(preparedInputs.signal(model).track(), model.statedMs, preparedInputs.inputs.terms());
    }

    private @Nullable RejectionReason byQuota(IndexedModel model, ModelSignal signal) {
        if ((model.hasQuota && !fits(model)) || signal.quotaWaitMs() == ModelSignal.NEVER) {
            return RejectionReason.QUOTA_TOO_SMALL;
        }
        return signal.quotaWaitMs() > 0 ? RejectionReason.QUOTA_USED : null;
    }

    /** Returns whether the model's quota, if unused, would admit the request. */
    boolean fits(IndexedModel model) {
        RateLimits limits = model.spec.rateLimits();
        return fits(limits.requestsPerMinute(), 1)
                && fits(limits.tokensPerMinute(), preparedInputs.provider(model).inputTokens());
    }

    private boolean fits(@Nullable Long quota, long amount) {
        return quota == null || amount <= usable(quota);
    }

    long usable(long quota) {
        return (long) Math.floor(quota * preparedInputs.inputs.terms().usableQuota());
    }
}
