package dev.quartermaster.routing;

import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.RateLimits;
import java.time.Duration;

/** Says of a model that was dropped why; made only when somebody reads it. */
final class DropWords {

    private final Demand demand;
    private final Estimate estimate;
    private final Filter filter;

    DropWords(Demand demand, Estimate estimate, Filter filter) {
        this.demand = demand;
        this.estimate = estimate;
        this.filter = filter;
    }

    Rejection rejection(IndexedModel model, Drop drop) {
        return new Rejection(model.key(), drop.lasting(), pause(model, drop), words(model, drop));
    }

    private Duration pause(IndexedModel model, Drop drop) {
        return switch (drop) {
            case DOWN -> Duration.ofMillis(healthWaitMs(model));
            case QUOTA_USED -> Duration.ofMillis(demand.signal(model).quotaWaitMs());
            default -> null;
        };
    }

    private String words(IndexedModel model, Drop drop) {
        return switch (drop) {
            case DISABLED -> "is disabled in the registry";
            case OTHER_TASK ->
                demand.need.task().equals(Need.TEXT)
                        ? "does not generate text"
                        : "does not offer " + demand.need.task();
            case NOT_CALLABLE -> "provider " + model.key().provider() + " is switched off or has no credentials";
            case DOWN -> "is unavailable: its calls failed; next try in " + (healthWaitMs(model) / 1_000 + 1) + " s";
            case BARRED -> demand.inputs.signals().barred().get(model.key());
            case OUTSIDE_RESIDENCY ->
                "its data may leave " + demand.need.constraints().residency();
            case NOT_OFFERED -> "is not offered in the region that is called";
            case EXCLUDED -> "provider " + model.key().provider() + " is excluded by the request";
            case NOT_ALLOWED -> "is not one of the models that the agent may use";
            case LACKS_CAPABILITY -> "lacks " + missingCapability(model);
            case LACKS_FEATURE -> "lacks " + missingFeature(model);
            case OUTPUT_TOO_LONG -> "gives at most " + model.maxOutputTokens + " output tokens";
            case INPUT_TOO_LONG -> "takes at most " + model.maxInputTokens + " input tokens";
            case WINDOW_TOO_SMALL -> "has a context window of " + model.contextWindow + " tokens";
            case TOO_DEAR -> "would cost about " + estimate.exact(model) + " USD";
            case TOO_SLOW -> "takes about " + Math.round(filter.expectedMs(model)) + " ms";
            case QUOTA_TOO_SMALL -> "its quota leaves us " + usable(model.spec.rateLimits());
            case QUOTA_USED -> quotaUsed(demand.signal(model));
        };
    }

    private long healthWaitMs(IndexedModel model) {
        return Math.max(
                demand.signal(model).healthWaitMs(), demand.provider(model).healthWaitMs());
    }

    private String missingCapability(IndexedModel model) {
        for (int i = 0; i < demand.capabilities.length; i++) {
            if (filter.lacks(model, i)) {
                return demand.capabilities[i];
            }
        }
        throw new IllegalStateException(model.key() + " lacks nothing");
    }

    private String missingFeature(IndexedModel model) {
        return demand.need.features().stream()
                .filter(feature -> !model.spec.features().contains(feature))
                .map(Feature::wire)
                .findFirst()
                .orElseThrow();
    }

    private String usable(RateLimits limits) {
        boolean requests = limits.requestsPerMinute() != null && filter.usable(limits.requestsPerMinute()) < 1;
        return requests
                ? "no request a minute"
                : filter.usable(limits.tokensPerMinute()) + " tokens a minute, fewer than this request";
    }

    private String quotaUsed(ModelSignal signal) {
        boolean byRequests = signal.requestsUsed() >= signal.tokensUsed();
        double used = signal.quotaUsed() * demand.inputs.terms().usableQuota();
        return Math.round(100 * used) + " % of its " + (byRequests ? "requests" : "tokens") + "/min used; free in "
                + (signal.quotaWaitMs() + 999) / 1_000 + " s";
    }
}
