package dev.quartermaster.limits;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.CallerGrant;
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
    private final Map<String, GrantedQuota> quotas = new ConcurrentHashMap<>();

    /** The use of a grant, until the grant is changed. */
    private record GrantedQuota(RateLimits grant, MinuteQuota quota) {}

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
    public Permit admit(Caller caller, long promptTokens, long answerTokens) {
        RateLimits grant = grant(caller);
        return admit(caller.id(), grant, held(grant, promptTokens, answerTokens));
    }

    private static long held(@Nullable RateLimits grant, long promptTokens, long answerTokens) {
        Long most = grant == null ? null : grant.tokensPerMinute();
        long whole = promptTokens + Math.min(answerTokens, Long.MAX_VALUE - promptTokens);
        return most == null ? whole : Math.min(whole, Math.max(promptTokens, most));
    }

    /** What is set of its key; else what the configuration says of it, or of all. */
    private @Nullable RateLimits grant(Caller caller) {
        CallerGrant own = caller.grant();
        return own.requestsPerMinute() == null && own.tokensPerMinute() == null
                ? grant(caller.id())
                : new RateLimits(own.requestsPerMinute(), own.tokensPerMinute());
    }

    private @Nullable RateLimits grant(String caller) {
        return grants.getOrDefault(caller, grants.get(DEFAULT));
    }

    Permit admit(String caller, long estimatedTokens) {
        return admit(caller, grant(caller), estimatedTokens);
    }

    private Permit admit(String caller, @Nullable RateLimits grant, long estimatedTokens) {
        LimitDecision limitDecision = quota(caller, grant)
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

    public Optional<RateLimitStatus> requestStatus(Caller caller) {
        return quota(caller.id(), grant(caller)).flatMap(MinuteQuota::requestStatus);
    }

    public Optional<RateLimitStatus> tokenStatus(Caller caller) {
        return quota(caller.id(), grant(caller)).flatMap(MinuteQuota::tokenStatus);
    }

    Optional<RateLimitStatus> requestStatus(String caller) {
        return quota(caller, grant(caller)).flatMap(MinuteQuota::requestStatus);
    }

    Optional<RateLimitStatus> tokenStatus(String caller) {
        return quota(caller, grant(caller)).flatMap(MinuteQuota::tokenStatus);
    }

    /** A grant that was changed begins anew. */
    private Optional<MinuteQuota> quota(String caller, @Nullable RateLimits grant) {
        if (grant == null) {
            return Optional.empty();
        }
        GrantedQuota known = quotas.get(caller);
        if (known == null || !known.grant().equals(grant)) {
            known = quotas.compute(
                    caller, (id, kept) -> kept != null && kept.grant().equals(grant) ? kept : begin(grant));
        }
        return Optional.of(known.quota());
    }

    private GrantedQuota begin(RateLimits grant) {
        return new GrantedQuota(grant, new MinuteQuota(grant, 1, "", nanos, limit -> {}));
    }
}
