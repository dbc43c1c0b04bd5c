package dev.quartermaster.api.chat;

import dev.quartermaster.cache.CacheHit;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.failover.DroppedFields.Dropped;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.limits.CallerLimits;
import dev.quartermaster.limits.RateLimitStatus;
import dev.quartermaster.limits.RateLimiter;
import dev.quartermaster.quality.scoring.QualityFinding;
import dev.quartermaster.quality.scoring.QualityScore;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the response headers of the inference API. */
@ApplicationScoped
public class InferenceHeaders {

    private static final CharSequence DECISION = name("decision");
    private static final CharSequence ATTEMPTS = name("attempts");
    private static final CharSequence CACHE = name("cache");
    private static final CharSequence OVERHEAD = name("overhead-ms");
    private static final CharSequence MODEL = name("model");
    private static final CharSequence WARNINGS = name("warnings");
    private static final CharSequence QUALITY = name("quality");
    private static final CharSequence COST = name("cost-usd");
    private static final CharSequence FREE = HttpHeaders.createOptimized("0");
    private static final CharSequence HIT = HttpHeaders.createOptimized("hit");
    private static final CharSequence MISS = HttpHeaders.createOptimized("miss");
    private static final CharSequence BYPASS = HttpHeaders.createOptimized("bypass");

    private final RateLimiter limiter;
    private final CallerLimits callers;
    private final Clock clock;

    InferenceHeaders(RateLimiter limiter, CallerLimits callers, Clock clock) {
        this.limiter = limiter;
        this.callers = callers;
        this.clock = clock;
    }

    private static CharSequence name(String what) {
        return HttpHeaders.createOptimized("x-quartermaster-" + what);
    }

    /** Writes the headers of every request that was decided on, answered or not. */
    private static void decided(MultiMap headers, RequestContext requestContext) {
        headers.set(DECISION, requestContext.decision().id().toString());
        headers.set(ATTEMPTS, Integer.toString(requestContext.attempts().calls()));
        CacheHit hit = requestContext.cacheHit();
        headers.set(CACHE, hit != null ? HIT : requestContext.cacheTicket() == null ? BYPASS : MISS);
        if (hit != null) {
            headers.set(HttpHeaders.AGE, Long.toString(hit.age().toSeconds()));
            headers.set(COST, FREE);
        }
        headers.set(OVERHEAD, milliseconds(requestContext.overhead()));
    }

    /** Writes the headers known once a model answers. */
    public void served(MultiMap headers, RequestContext requestContext, ModelSpec model) {
        decided(headers, requestContext);
        headers.set(MODEL, model.key().toString());
        QualityScore score = requestContext.scores().score();
        if (score != null) {
            headers.set(QUALITY, Double.toString(Math.round(score.score() * 1e3) / 1e3));
        }
        Warnings.of(warned(requestContext)).ifPresent(warnings -> headers.set(WARNINGS, warnings));
        quotas(headers, requestContext.request(), Optional.of(model));
    }

    /** What was dropped, that the answer is low where no better one was left, and that its record is late. */
    private static List<Dropped> warned(RequestContext requestContext) {
        QualityScore score =
                requestContext.scores().isBestGiven() ? requestContext.scores().score() : null;
        if (score == null && !requestContext.isRecordLate()) {
            return requestContext.dropped();
        }
        List<Dropped> all = new ArrayList<>(requestContext.dropped());
        if (score != null) {
            String found = score.findings().stream().map(QualityFinding::wire).collect(Collectors.joining("; "));
            all.add(new Dropped("quality", "low (" + found + ") and no other model was left"));
        }
        if (requestContext.isRecordLate()) {
            all.add(new Dropped("record", "not in the database yet; it follows with the next request"));
        }
        return all;
    }

    /** Writes the headers known when no model answers. */
    public void failed(MultiMap headers, RequestContext requestContext, Throwable failure) {
        decided(headers, requestContext);
        if (isOverLimit(failure)) {
            quotas(headers, requestContext.request(), requestContext.first());
        }
    }

    /** Writes the quotas of a caller whose request is refused before a decision. */
    public void refused(MultiMap headers, InferenceRequest request, QuartermasterException refusal) {
        if (isOverLimit(refusal)) {
            quotas(headers, request, Optional.empty());
        }
    }

    /** @param cost null where it is not known; the header is left out then */
    public void cost(MultiMap headers, @Nullable Money cost) {
        if (cost != null) {
            headers.set(COST, cost.toString());
        }
    }

    private static boolean isOverLimit(Throwable failure) {
        return failure instanceof QuartermasterException known && known.code() == ErrorCode.RATE_LIMIT_EXCEEDED;
    }

    /** Writes the model's quota or the caller's grant, whichever leaves less. */
    private void quotas(MultiMap headers, InferenceRequest request, Optional<ModelSpec> model) {
        Caller caller = request.caller();
        Dialect dialect = request.ask().dialect();
        tighter(model.flatMap(limiter::requestStatus), callers.requestStatus(caller))
                .ifPresent(status -> quota(headers, dialect, "requests", status));
        tighter(model.flatMap(limiter::tokenStatus), callers.tokenStatus(caller))
                .ifPresent(status -> quota(headers, dialect, "tokens", status));
    }

    private static Optional<RateLimitStatus> tighter(Optional<RateLimitStatus> one, Optional<RateLimitStatus> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().remaining() <= other.get().remaining() ? one : other;
    }

    private void quota(MultiMap headers, Dialect dialect, String what, RateLimitStatus status) {
        QuotaHeaders.write(headers, dialect, what, status, clock.instant());
    }

    private static String milliseconds(Duration duration) {
        // Written for every answer: a format string would be parsed each time.
        long micros = duration.toNanos() / 1_000;
        String thousandths = Long.toString(1_000 + micros % 1_000);
        return micros / 1_000 + "." + thousandths.substring(1);
    }
}
