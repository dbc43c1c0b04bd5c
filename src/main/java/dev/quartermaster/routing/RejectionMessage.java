package dev.quartermaster.routing;

import dev.quartermaster.budgets.BlockingBudget;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.domain.model.Tasks;
import dev.quartermaster.routing.Signals.Bar;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the message of a rejection, only when somebody reads it. */
final class RejectionMessage {

    private final PreparedInputs preparedInputs;
    private final CostEstimate costEstimate;
    private final Filter filter;

    RejectionMessage(PreparedInputs preparedInputs, CostEstimate costEstimate, Filter filter) {
        this.preparedInputs = preparedInputs;
        this.costEstimate = costEstimate;
        this.filter = filter;
    }

    Rejection rejection(IndexedModel model, RejectionReason reason) {
        return new Rejection(
                model.key(),
                reason.lasting(),
                pause(model, reason),
                words(model, reason),
                passedOverFor(model, reason),
                overflow(model, reason),
                reason.isOfBudgets() ? filter.budgets().shortage(model) : null);
    }

    /** Null where the model is not passed over for the moment, but does not come into question. */
    private @Nullable FailureKind passedOverFor(IndexedModel model, RejectionReason reason) {
        return switch (reason) {
            case DOWN -> FailureKind.UNAVAILABLE;
            case BARRED -> FailureKind.AUTHENTICATION;
            case NOT_CALLABLE -> bar(model, reason).waitMs() > 0 ? FailureKind.AUTHENTICATION : null;
            case QUOTA_USED -> FailureKind.RATE_LIMITED;
            case COST_UNKNOWN, BEYOND_BUDGET, BUDGET_USED -> FailureKind.BUDGET;
            default -> null;
        };
    }

    private Bar bar(IndexedModel model, RejectionReason reason) {
        Signals signals = preparedInputs.inputs.signals();
        Bar bar = reason == RejectionReason.BARRED
                ? signals.barred().get(model.key())
                : signals.closed().get(model.key().provider());
        return bar == null ? closed(model) : bar;
    }

    private static Bar closed(IndexedModel model) {
        return new Bar("provider " + model.key().provider() + " is switched off or has no credentials", 0);
    }

    private @Nullable ContextOverflow overflow(IndexedModel model, RejectionReason reason) {
        long input = preparedInputs.provider(model).inputTokens();
        return switch (reason) {
            case INPUT_TOO_LONG -> new ContextOverflow(input, model.maxInputTokens);
            case WINDOW_TOO_SMALL -> new ContextOverflow(input + preparedInputs.output, model.contextWindow);
            default -> null;
        };
    }

    private @Nullable Duration pause(IndexedModel model, RejectionReason reason) {
        return switch (reason) {
            case DOWN -> Duration.ofMillis(healthWaitMs(model));
            case QUOTA_USED -> Duration.ofMillis(preparedInputs.signal(model).quotaWaitMs());
            case BARRED, NOT_CALLABLE -> {
                long wait = bar(model, reason).waitMs();
                yield wait == 0 ? null : Duration.ofMillis(wait);
            }
            default -> null;
        };
    }

    private @Nullable String words(IndexedModel model, RejectionReason reason) {
        return switch (reason) {
            case DISABLED -> "is disabled in the registry";
            case OTHER_TASK ->
                preparedInputs.need.task().equals(ModelRequirements.TEXT)
                        ? "does not generate text"
                        : "does not offer " + preparedInputs.need.task();
            case NOT_CALLABLE, BARRED -> bar(model, reason).why();
            case DOWN -> "is unavailable: its calls failed; next try in " + (healthWaitMs(model) / 1_000 + 1) + " s";
            case UNREACHABLE -> preparedInputs.inputs.signals().unreachable().get(model.key());
            case OUTSIDE_RESIDENCY ->
                "its data may leave " + preparedInputs.need.constraints().residency();
            case NOT_OFFERED -> "is not offered in the region that is called";
            case EXCLUDED -> "provider " + model.key().provider() + " is excluded by the request";
            case NOT_ALLOWED -> "is not one of the models that the agent may use";
            case LACKS_CAPABILITY -> "lacks " + missingCapability(model);
            case LACKS_FEATURE -> "lacks " + missingFeature(model);
            case OUTPUT_TOO_LONG -> "gives at most " + model.maxOutputTokens + " output tokens";
            case INPUT_TOO_LONG -> "takes at most " + model.maxInputTokens + " input tokens";
            case WINDOW_TOO_SMALL -> "has a context window of " + model.contextWindow + " tokens";
            case TOO_DEAR -> "would cost about " + costEstimate.exact(model) + " USD";
            case TOO_SLOW -> "takes about " + Math.round(filter.expectedMs(model)) + " ms";
            case QUOTA_TOO_SMALL ->
                filter.fits(model)
                        ? "no key's quota is as large as this request"
                        : "its quota leaves us " + usable(model.spec.rateLimits());
            case QUOTA_USED -> quotaUsed(preparedInputs.signal(model));
            case COST_UNKNOWN, BEYOND_BUDGET, BUDGET_USED ->
                overBudget(Objects.requireNonNull(filter.budgets().shortage(model)));
        };
    }

    private static String overBudget(BudgetShortage shortage) {
        BlockingBudget budget = shortage.budget();
        if (!shortage.priced()) {
            return "has no price that the budget " + budget.budget() + " could hold";
        }
        return shortage.asked() == null
                ? "its cost has no bound that the budget " + budget.budget()
                        + " could hold: it has no max_output_tokens"
                : "may cost up to " + shortage.asked() + " USD, and the budget " + budget.budget() + " has "
                        + budget.left() + " of " + budget.limit() + " USD left";
    }

    private long healthWaitMs(IndexedModel model) {
        return Math.max(
                preparedInputs.signal(model).healthWaitMs(),
                preparedInputs.provider(model).healthWaitMs());
    }

    private String missingCapability(IndexedModel model) {
        for (int i = 0; i < preparedInputs.capabilities.length; i++) {
            if (filter.lacks(model, i)) {
                return preparedInputs.capabilities[i];
            }
        }
        throw new IllegalStateException(model.key() + " lacks nothing");
    }

    private String missingFeature(IndexedModel model) {
        return preparedInputs.need.features().stream()
                .filter(feature -> !Tasks.features(model.spec).contains(feature))
                .map(Feature::wire)
                .findFirst()
                .orElseThrow();
    }

    private String usable(RateLimits limits) {
        boolean requests = limits.requestsPerMinute() != null && filter.usable(limits.requestsPerMinute()) < 1;
        return requests || limits.tokensPerMinute() == null
                ? "no request a minute"
                : filter.usable(limits.tokensPerMinute()) + " tokens a minute, fewer than this request";
    }

    private String quotaUsed(ModelSignal signal) {
        boolean byRequests = signal.requestsUsed() >= signal.tokensUsed();
        double used = signal.quotaUsed() * preparedInputs.inputs.terms().usableQuota();
        return Math.round(100 * used) + " % of its " + (byRequests ? "requests" : "tokens") + "/min used; free in "
                + (signal.quotaWaitMs() + 999) / 1_000 + " s";
    }
}
