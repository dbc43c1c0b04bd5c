package dev.quartermaster.limits;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.telemetry.StatusContributor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls within the providers' quotas: those of each model, by the registry; those of each key, where they are set;
 * and what the provider itself has said of a model under a key. A call is admitted by all that apply, or takes nothing.
 */
@ApplicationScoped
public class RateLimiter {

    /** Stands for the key where a provider needs none. */
    private static final String NO_KEY = "";

    private static final Runnable NOTHING_ELSE = () -> {};

    private final double usableShare;
    private final Map<String, RateLimits> keyLimits;
    private final OtherKeys otherKeys;
    private final Consumer<AlertRequest> alerts;
    private final LongSupplier nanos;
    private final ConcurrentMap<ModelKey, ModelLimits> models = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, MinuteQuota> keys = new ConcurrentHashMap<>();

    /** Tests whether a provider has a key in use that satisfies a predicate. */
    interface OtherKeys extends BiPredicate<ProviderId, Predicate<String>> {}

    @Inject
    RateLimiter(LimitsConfig config, KeyRing ring, AlertService alertService) {
        this(
                config.usableShare(),
                Quotas.of(config.keys()),
                (provider, free) -> ring.hasUsable(provider, key -> free.test(key.id())),
                alertService::raise,
                System::nanoTime);
        ring.onReplacement(key -> models.values().forEach(limits -> limits.forget(key.id())));
    }

    RateLimiter(
            double usableShare,
            Map<String, RateLimits> keyLimits,
            OtherKeys otherKeys,
            Consumer<AlertRequest> alerts,
            LongSupplier nanos) {
        this.usableShare = usableShare;
        this.keyLimits = keyLimits;
        this.otherKeys = otherKeys;
        this.alerts = alerts;
        this.nanos = nanos;
    }

    /**
     * Takes one request and {@code estimatedTokens} from every quota that applies, or from none.
     *
     * @param keyId the key the call would go out with, or null
     */
    public LimitDecision acquire(ModelSpec model, @Nullable String keyId, long estimatedTokens) {
        ModelLimits limits = limits(model);
        MinuteQuota quota = quota(model, limits);
        UpstreamLimitState word = limits == null ? null : limits.word(name(keyId));
        if (word == null) {
            return Quotas.take(quota, keyQuota(keyId), NOTHING_ELSE, estimatedTokens);
        }
        LimitDecision.Refused refused = word.take(estimatedTokens, nanos.getAsLong());
        if (refused != null) {
            return refused;
        }
        Runnable giveBack = () -> word.giveBack(estimatedTokens, nanos.getAsLong());
        return Quotas.take(quota, keyQuota(keyId), giveBack, estimatedTokens);
    }

    /**
     * The tokens to hold for a call: its prompt and the answer that is expected, but no more of the answer than fits into
     * quotas of which nothing is used. What the answer really takes is trued up afterwards.
     *
     * @param keyId the key the call would go out with; null where that is not settled, or it needs none
     */
    public long hold(ModelSpec model, @Nullable String keyId, long promptTokens, long answerTokens) {
        long most = usable(model.rateLimits());
        ModelLimits limits = models.get(model.key());
        most = limits == null ? most : Math.min(most, limits.mostTokens(keyId));
        for (Map.Entry<String, RateLimits> key : keyLimits.entrySet()) {
            if (keyId == null || keyId.equals(key.getKey())) {
                most = Math.min(most, usable(key.getValue()));
            }
        }
        long whole = promptTokens + Math.min(answerTokens, Long.MAX_VALUE - promptTokens);
        return Math.min(whole, Math.max(promptTokens, most));
    }

    private long usable(RateLimits limits) {
        Long tokens = limits.tokensPerMinute();
        return tokens == null ? Long.MAX_VALUE : (long) Math.floor(tokens * usableShare);
    }

    /**
     * Returns the wait for a call of this size with the first key to be free; zero if it would be admitted now, {@link
     * QuotaUse#NEVER} if it is larger than the quota of every key. It reserves nothing.
     */
    public Duration peek(ModelSpec model, long estimatedTokens) {
        ModelLimits limits = limits(model);
        MinuteQuota quota = quota(model, limits);
        Duration wait = quota == null ? Duration.ZERO : quota.waitFor(estimatedTokens);
        return isByKey(limits) ? longer(wait, keyWait(model.key(), estimatedTokens, nanos.getAsLong())) : wait;
    }

    /** Returns the use of the model's quota for a request of this size; null if there is no data yet. */
    public @Nullable QuotaUse use(ModelSpec model, long estimatedTokens) {
        ModelLimits limits = models.get(model.key());
        MinuteQuota quota = quota(model, limits);
        boolean byKey = isByKey(limits);
        if (quota == null && !byKey) {
            return null;
        }
        QuotaUse own = quota == null ? new QuotaUse(Duration.ZERO, 0, 0) : quota.use(estimatedTokens);
        return byKey ? own.pausing(longer(own.pause(), keyWait(model.key(), estimatedTokens, nanos.getAsLong()))) : own;
    }

    /** Returns the models with a reservation or a provider's report, at any time. */
    public Set<ModelKey> touched() {
        return Collections.unmodifiableSet(models.keySet());
    }

    /** Returns whether this key's own limits would admit the call now. */
    public boolean isFree(ModelSpec model, String keyId, long estimatedTokens) {
        return keyWait(model.key(), keyId, estimatedTokens, nanos.getAsLong()).isZero();
    }

    /** The provider's headers, read from an answer to a call with this key. */
    public void reported(ModelSpec model, @Nullable String keyId, ReportedLimit requests, ReportedLimit tokens) {
        if (!requests.says() && !tokens.says()) {
            return;
        }
        UpstreamLimitState word = noted(model.key()).said(name(keyId));
        word.reported(requests, tokens, usableShare, nanos.getAsLong());
        if (isUsedUp(requests) || isUsedUp(tokens)) {
            approaching(model.key().toString(), "by the provider's own count, with key " + shown(keyId));
        }
    }

    /** The provider refused a call with this key, and asked to be left alone for so long. */
    public void blocked(ModelSpec model, @Nullable String keyId, Duration wait) {
        noted(model.key()).said(name(keyId)).block(wait, nanos.getAsLong());
        approaching(model.key().toString(), "the provider refuses calls with key " + shown(keyId));
    }

    /** For how long the provider asked to be left alone with this key by any of its models; empty when it did not. */
    public Optional<Duration> blocked(ProviderId provider, String keyId) {
        long now = nanos.getAsLong();
        return models.entrySet().stream()
                .filter(entry -> entry.getKey().provider().equals(provider))
                .flatMap(entry -> entry.getValue().blocked(name(keyId), now).stream())
                .max(Duration::compareTo);
    }

    @Produces
    @Singleton
    StatusContributor contributor(Clock clock) {
        Instant start = clock.instant();
        return StatusContributor.of(
                "limits", () -> ModelLimits.status(models, nanos.getAsLong(), clock.instant(), start));
    }

    public Optional<RateLimitStatus> requestStatus(ModelSpec model) {
        return Optional.ofNullable(quota(model, limits(model))).flatMap(MinuteQuota::requestStatus);
    }

    public Optional<RateLimitStatus> tokenStatus(ModelSpec model) {
        return Optional.ofNullable(quota(model, limits(model))).flatMap(MinuteQuota::tokenStatus);
    }

    private Duration keyWait(ModelKey model, long tokens, long now) {
        List<Duration> waits = new ArrayList<>();
        boolean oneIsFree = otherKeys.test(model.provider(), key -> {
            Duration wait = keyWait(model, key, tokens, now);
            waits.add(wait);
            return wait.isZero();
        });
        if (oneIsFree) {
            return Duration.ZERO;
        }
        // A provider without keys in the ring is called without one, or with that of its stand-in.
        return waits.isEmpty()
                ? Optional.ofNullable(models.get(model))
                        .map(said -> said.shortestWait(tokens, now))
                        .orElse(Duration.ZERO)
                : Collections.min(waits);
    }

    private Duration keyWait(ModelKey model, String keyId, long tokens, long now) {
        ModelLimits limits = models.get(model);
        UpstreamLimitState word = limits == null ? null : limits.word(name(keyId));
        Duration reported = word == null ? Duration.ZERO : word.waitFor(tokens, now);
        MinuteQuota quota = keyQuota(keyId);
        return quota == null ? reported : longer(reported, quota.waitFor(tokens));
    }

    /** Null while nothing limits it. */
    private @Nullable ModelLimits limits(ModelSpec model) {
        ModelLimits known = models.get(model.key());
        return known != null || model.rateLimits().equals(RateLimits.NONE) ? known : noted(model.key());
    }

    private ModelLimits noted(ModelKey model) {
        ModelLimits known = models.get(model);
        return known != null ? known : models.computeIfAbsent(model, key -> new ModelLimits());
    }

    private @Nullable MinuteQuota quota(ModelSpec model, @Nullable ModelLimits limits) {
        return limits == null
                ? null
                : limits.quota(model.rateLimits(), by -> begin(model.key().toString(), by));
    }

    private MinuteQuota begin(String subject, RateLimits limits) {
        return new MinuteQuota(limits, usableShare, "", nanos, limit -> approaching(subject, "its " + limit));
    }

    private @Nullable MinuteQuota keyQuota(@Nullable String keyId) {
        RateLimits limits = keyId == null ? null : keyLimits.get(keyId);
        if (limits == null) {
            return null;
        }
        return keys.computeIfAbsent(
                keyId,
                id -> new MinuteQuota(
                        limits, usableShare, "of key " + id, nanos, limit -> approaching("key " + id, "its " + limit)));
    }

    private boolean isByKey(@Nullable ModelLimits limits) {
        return !keyLimits.isEmpty() || (limits != null && limits.hasWords());
    }

    private boolean isUsedUp(ReportedLimit reportedLimit) {
        return reportedLimit.says() && reportedLimit.limit() != null && reportedLimit.usable(usableShare) == 0;
    }

    private void approaching(String subject, String why) {
        alerts.accept(new AlertRequest(
                AlertKind.RATE_LIMIT_APPROACHING,
                subject,
                subject + " counts as limited: " + why,
                Map.of("subject", subject, "limit", why)));
    }

    private static String name(@Nullable String keyId) {
        return keyId == null ? NO_KEY : keyId;
    }

    private static String shown(@Nullable String keyId) {
        return keyId == null ? "none" : keyId;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
