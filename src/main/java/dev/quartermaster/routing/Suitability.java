package dev.quartermaster.routing;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import java.time.Duration;
import java.util.Optional;

/** The filter: whether one model may serve one request, and if not, the first reason why. */
final class Suitability {

    private final Signals signals;

    Suitability(Signals signals) {
        this.signals = signals;
    }

    /** What a task demands of every model, also of one the caller has named. */
    Optional<Rejection> refuse(ModelSpec model, String task) {
        if (!model.enabled()) {
            return never(model, "is disabled in the registry");
        } else if (!model.capabilities().contains(task)) {
            return never(model, task.equals(Need.TEXT) ? "does not generate text" : "does not offer " + task);
        } else if (!signals.callable(model)) {
            return now(model, null, "provider " + model.key().provider() + " is switched off or has no credentials");
        }
        return byHealth(model);
    }

    /** What a selection demands besides, as far as it can be told without the price. */
    Optional<Rejection> refuse(ModelSpec model, Need need) {
        Optional<Rejection> refusal = refuse(model, need.task());
        if (refusal.isEmpty()) {
            refusal = byAbility(model, need);
        }
        return refusal.isEmpty() ? bySize(model, need) : refusal;
    }

    /** And the rest. */
    Optional<Rejection> refuse(ModelSpec model, Need need, Money estimatedCost) {
        Optional<Rejection> refusal = byConstraint(model, need, estimatedCost);
        return refusal.isEmpty() ? byQuota(model, need) : refusal;
    }

    private Optional<Rejection> byHealth(ModelSpec model) {
        Duration wait = signals.healthWait(model);
        return wait.isZero()
                ? Optional.empty()
                : now(model, wait, "is unavailable: its calls failed; next try in " + (wait.toSeconds() + 1) + " s");
    }

    private Optional<Rejection> byAbility(ModelSpec model, Need need) {
        if (!signals.offered(model)) {
            return never(model, "is not offered in the region that is called");
        }
        if (need.excludedProviders().contains(model.key().provider())) {
            return never(model, "provider " + model.key().provider() + " is excluded by the request");
        }
        for (String capability : need.capabilities()) {
            if (!model.capabilities().contains(capability)
                    && Feature.parse(capability)
                            .filter(model.features()::contains)
                            .isEmpty()) {
                return never(model, "lacks " + capability);
            }
        }
        for (Feature feature : need.features()) {
            if (!model.features().contains(feature)) {
                return never(model, "lacks " + feature.wire());
            }
        }
        return Optional.empty();
    }

    private Optional<Rejection> bySize(ModelSpec model, Need need) {
        long output = need.maxOutputTokens() == null ? 0 : need.maxOutputTokens();
        if (model.maxOutputTokens() != null && output > model.maxOutputTokens()) {
            return never(model, "gives at most " + model.maxOutputTokens() + " output tokens");
        } else if (model.maxInputTokens() != null && need.inputTokens() > model.maxInputTokens()) {
            return never(model, "takes at most " + model.maxInputTokens() + " input tokens");
        } else if (model.contextWindow() != null && need.inputTokens() + output > model.contextWindow()) {
            return never(model, "has a context window of " + model.contextWindow() + " tokens");
        }
        return Optional.empty();
    }

    private Optional<Rejection> byConstraint(ModelSpec model, Need need, Money estimatedCost) {
        if (need.maxCost() != null && estimatedCost.compareTo(need.maxCost()) > 0) {
            return never(model, "would cost about " + estimatedCost + " USD");
        }
        Long expected = model.averageResponseTimeMs();
        if (need.maxLatencyMs() != null && expected != null && expected > need.maxLatencyMs()) {
            return never(model, "takes about " + expected + " ms");
        }
        return Optional.empty();
    }

    private Optional<Rejection> byQuota(ModelSpec model, Need need) {
        Duration wait = signals.quotaWait(model, need.inputTokens());
        return wait.isZero()
                ? Optional.empty()
                : now(model, wait, "its rate limit is used up for another " + wait.toSeconds() + " s");
    }

    private static Optional<Rejection> never(ModelSpec model, String reason) {
        return Optional.of(new Rejection(model.key(), true, null, reason));
    }

    private static Optional<Rejection> now(ModelSpec model, Duration wait, String reason) {
        return Optional.of(new Rejection(model.key(), false, wait, reason));
    }
}
