package dev.quartermaster.inference.failover;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.request.InferenceOperation;
import dev.quartermaster.limits.ExpectedAnswerTokens;
import dev.quartermaster.limits.LimitDecision;
import dev.quartermaster.limits.LimitDecision.Permit;
import dev.quartermaster.limits.LimitDecision.Refused;
import dev.quartermaster.limits.ProviderBulkheads;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.limits.ReportedLimit;
import dev.quartermaster.limits.TokenCalibration;
import dev.quartermaster.provider.QuotaReport;
import dev.quartermaster.provider.directory.ProviderAccess;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.telemetry.FailSafeListener;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks key, quotas and the provider's bulkhead before an attempt. */
@ApplicationScoped
public class AdmissionControl {

    private static final int TOO_MANY_REQUESTS = 429;

    private final Providers providers;
    private final RateLimiter limiter;
    private final ProviderBulkheads lanes;
    private final TokenCalibration calibration;
    private final ExpectedAnswerTokens answers;
    private final FailSafeListener estimates;

    AdmissionControl(
            Providers providers,
            RateLimiter limiter,
            ProviderBulkheads lanes,
            TokenCalibration calibration,
            ExpectedAnswerTokens answers,
            Clock clock) {
        this.providers = providers;
        this.limiter = limiter;
        this.lanes = lanes;
        this.calibration = calibration;
        this.answers = answers;
        this.estimates =
                new FailSafeListener("estimates", "Prompts are estimated without what providers counted.", clock);
    }

    /** Says whether estimates learn from what providers count. */
    public ComponentStatus status() {
        return estimates.status();
    }

    /**
     * The provider with a key, one that is not limited and was not tried if there is any; empty when a call cannot be made now.
     *
     * @param used ids of the keys that this request has used with the model
     */
    Optional<ProviderAccess> access(InferenceOperation operation, ModelSpec model, Set<String> used) {
        return providers.access(
                model.key(),
                key -> !used.contains(key.id()) && limiter.isFree(model, key.id(), tokens(operation, model, key)));
    }

    /** Takes from the quotas of the model and the key, or nothing. */
    LimitDecision take(InferenceOperation operation, ModelSpec model, ProviderAccess providerAccess) {
        LimitDecision limitDecision =
                limiter.acquire(model, id(providerAccess.key()), tokens(operation, model, providerAccess.key()));
        if (limitDecision instanceof Permit permit) {
            permit.onSettled(usage -> learn(operation, model, usage));
        }
        return limitDecision;
    }

    /** From what the provider counted, how far our estimate was off. */
    private void learn(InferenceOperation operation, ModelSpec model, Usage usage) {
        if (!usage.estimated()) {
            answers.observed(model.key(), usage.answerTokens());
            estimates.run(
                    () -> calibration.observed(model.key().provider(), operation.promptTokens(), usage.promptTokens()));
        }
    }

    /**
     * Waits for a place with the provider, which the permit then holds until its end. Fails when none comes free in
     * time, or too many wait already; the permit is then released.
     */
    Uni<Permit> enter(Priority priority, ModelSpec model, Permit permit) {
        ProviderId provider = model.key().provider();
        int most = providers.settings(provider).maxConcurrent();
        return lanes.enter(provider, most, priority).onItemOrFailure().transformToUni((place, refusal) -> {
            if (refusal != null) {
                permit.release();
                return Uni.createFrom().failure(refusal);
            }
            permit.holding(place);
            return Uni.createFrom().item(permit);
        });
    }

    /** Takes what the provider's headers say. */
    Consumer<QuotaReport> reports(ModelSpec model, @Nullable ApiKey key) {
        return said -> limiter.reported(
                model,
                id(key),
                new ReportedLimit(said.requestLimit(), said.requestsRemaining(), said.requestsReset()),
                new ReportedLimit(said.tokenLimit(), said.tokensRemaining(), said.tokensReset()));
    }

    /** A provider that asks to be left alone is. */
    void failed(ModelSpec model, @Nullable ApiKey key, ProviderFailure failure) {
        if (failure.kind() == FailureKind.RATE_LIMITED && failure.status() != 0) {
            failure.retryAfter().ifPresent(wait -> limiter.blocked(model, id(key), wait));
        }
    }

    /** A quota refuses, so no call went out; where it is the provider's own word, as if it had said so again. */
    static ProviderFailure overQuota(ModelSpec model, Refused refused) {
        String message = model.key() + " " + refused.words();
        int status = refused.isProviders() ? TOO_MANY_REQUESTS : 0;
        return new ProviderFailure(
                FailureKind.RATE_LIMITED, !refused.isLasting(), status, null, message, refused.retryAfter());
    }

    private long tokens(InferenceOperation operation, ModelSpec model, @Nullable ApiKey key) {
        long prompt = calibration.corrected(model.key().provider(), operation.promptTokens());
        return limiter.hold(model, id(key), prompt, answers.expected(model.key(), operation.mostAnswerTokens()));
    }

    private static @Nullable String id(@Nullable ApiKey key) {
        return key == null ? null : key.id();
    }
}
