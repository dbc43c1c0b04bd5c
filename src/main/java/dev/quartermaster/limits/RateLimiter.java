package dev.quartermaster.limits;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps every model within its provider's quota. */
@ApplicationScoped
public class RateLimiter {

    private final LimitsConfig config;
    private final LongSupplier seconds;
    private final ConcurrentMap<Limited, ModelQuota> quotas = new ConcurrentHashMap<>();

    private final Set<ModelKey> touched = ConcurrentHashMap.newKeySet();

    /** A changed quota starts a window of its own. */
    private record Limited(ModelKey model, RateLimits limits) {}

    @Inject
    RateLimiter(LimitsConfig config) {
        this(config, () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
    }

    RateLimiter(LimitsConfig config, LongSupplier seconds) {
        this.config = config;
        this.seconds = seconds;
    }

    /** Takes one request and {@code estimatedTokens} from the model's quota, both or neither. */
    public Acquired acquire(ModelSpec model, long estimatedTokens) {
        return quota(model)
                .map(quota -> quota.acquire(estimatedTokens))
                .orElseGet(() -> new Acquired.Permit(null, 0, estimatedTokens));
    }

    /** How long a call of this size would have to wait; zero when it would be admitted now. Takes nothing. */
    public Duration peek(ModelSpec model, long estimatedTokens) {
        return quota(model).map(quota -> quota.waitFor(estimatedTokens)).orElse(Duration.ZERO);
    }

    /** Where the model's quota stands for a request of this size; null while nothing was ever taken from it. */
    public QuotaUse use(ModelSpec model, long estimatedTokens) {
        ModelQuota quota = quotas.get(new Limited(model.key(), model.rateLimits()));
        return quota == null ? null : quota.use(estimatedTokens);
    }

    /** The models from whose quota something was taken, ever. */
    public Set<ModelKey> touched() {
        return Collections.unmodifiableSet(touched);
    }

    public Optional<RateLimitStatus> requestStatus(ModelSpec model) {
        return quota(model).flatMap(ModelQuota::requestStatus);
    }

    public Optional<RateLimitStatus> tokenStatus(ModelSpec model) {
        return quota(model).flatMap(ModelQuota::tokenStatus);
    }

    private Optional<ModelQuota> quota(ModelSpec model) {
        RateLimits limits = model.rateLimits();
        if (limits.requestsPerMinute() == null && limits.tokensPerMinute() == null) {
            return Optional.empty();
        }
        return Optional.of(quotas.computeIfAbsent(new Limited(model.key(), limits), limited -> {
            touched.add(limited.model());
            return new ModelQuota(limited.limits(), config.usableShare(), seconds);
        }));
    }
}
