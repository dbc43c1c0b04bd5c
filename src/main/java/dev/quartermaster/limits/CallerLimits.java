package dev.quartermaster.limits;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.limits.LimitDecision.Permit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps our own callers within what each of them is granted. All of a grant can be used: nothing is kept free. */
@ApplicationScoped
public class CallerLimits {

    private static final String DEFAULT = "default";

    private final Map<String, RateLimits> grants;
    private final LongSupplier nanos;
    private final Map<String, MinuteQuota> quotas = new ConcurrentHashMap<>();

    @Inject
    CallerLimits(LimitsConfig config) {
        this(Quotas.of(config.callers()), System::nanoTime);
    }

    CallerLimits(Map<String, RateLimits> grants, LongSupplier nanos) {
        this.grants = grants;
        this.nanos = nanos;
    }

    /**
     * Takes one request and its estimated tokens from what the caller is granted. Of an answer no more is held than fits
     * into a grant of which nothing is used.
     *
     * @param answerTokens expected beside those of the prompt
     * @throws QuartermasterException {@code rate_limit_exceeded}, naming the limit; nothing is then taken
     */
    public Permit admit(String caller, long promptTokens, long answerTokens) {
        return admit(caller, held(caller, promptTokens, answerTokens));
    }

    private long held(String caller, long promptTokens, long answerTokens) {
        RateLimits grant = grant(caller);
        Long most = grant == null ? null : grant.tokensPerMinute();
        long whole = promptTokens + Math.min(answerTokens, Long.MAX_VALUE - promptTokens);
        return most == null ? whole : Math.min(whole, Math.max(promptTokens, most));
    }

    private @Nullable RateLimits grant(String caller) {
        return grants.getOrDefault(caller, grants.get(DEFAULT));
    }

    Permit admit(String caller, long estimatedTokens) {
        LimitDecision limitDecision = quota(caller)
                .map(quota -> Quotas.take(quota, null, () -> {}, estimatedTokens))
                .orElseGet(() -> new Permit(null, null, () -> {}));
        if (limitDecision instanceof LimitDecision.Refused refused) {
            throw new QuartermasterException(
                    ErrorCode.RATE_LIMIT_EXCEEDED,
                    "Caller " + caller + " " + refused.words() + ".",
                    null,
                    refused.retryAfter());
        }
        return (Permit) limitDecision;
    }

    public Optional<RateLimitStatus> requestStatus(String caller) {
        return quota(caller).flatMap(MinuteQuota::requestStatus);
    }

    public Optional<RateLimitStatus> tokenStatus(String caller) {
        return quota(caller).flatMap(MinuteQuota::tokenStatus);
    }

    private Optional<MinuteQuota> quota(String caller) {
        RateLimits grant = grant(caller);
        return grant == null
                ? Optional.empty()
                : Optional.of(quotas.computeIfAbsent(caller, id -> new MinuteQuota(grant, 1, "", nanos, limit -> {})));
    }
}
