package dev.quartermaster.api.chat;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.limits.CallerLimits;
import dev.quartermaster.limits.RateLimitStatus;
import dev.quartermaster.limits.RateLimiter;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the response headers of the inference API. */
@ApplicationScoped
public class InferenceHeaders {

    private static final String PREFIX = "x-quartermaster-";

    private final RateLimiter limiter;
    private final CallerLimits callers;
    private final Clock clock;

    InferenceHeaders(RateLimiter limiter, CallerLimits callers, Clock clock) {
        this.limiter = limiter;
        this.callers = callers;
        this.clock = clock;
    }

    /** Writes the headers known as soon as a request is decided on; on errors too. */
    public void decided(MultiMap headers, RequestContext requestContext) {
        headers.set(PREFIX + "decision", requestContext.decision().id().toString());
        headers.set(PREFIX + "attempts", Integer.toString(requestContext.upstreamCalls()));
        headers.set(PREFIX + "cache", "bypass");
        headers.set(PREFIX + "overhead-ms", milliseconds(requestContext.overhead()));
    }

    /** Writes the headers known once a model answers. */
    public void served(MultiMap headers, RequestContext requestContext, ModelSpec model) {
        decided(headers, requestContext);
        headers.set(PREFIX + "model", model.key().toString());
        Warnings.of(requestContext.dropped()).ifPresent(warnings -> headers.set(PREFIX + "warnings", warnings));
        quotas(headers, requestContext.request(), Optional.of(model));
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

    public void cost(MultiMap headers, Money cost) {
        headers.set(PREFIX + "cost-usd", cost.toString());
    }

    private static boolean isOverLimit(Throwable failure) {
        return failure instanceof QuartermasterException known && known.code() == ErrorCode.RATE_LIMIT_EXCEEDED;
    }

    /** Writes the model's quota or the caller's grant, whichever leaves less. */
    private void quotas(MultiMap headers, InferenceRequest request, Optional<ModelSpec> model) {
        String caller = request.caller().id();
        Dialect dialect = request.ask().dialect();
        tighter(model.flatMap(limiter::requestStatus), callers.requestStatus(caller))
                .ifPresent(status -> quota(headers, dialect, "requests", status));
        tighter(model.flatMap(limiter::tokenStatus), callers.tokenStatus(caller))
                .ifPresent(status -> quota(headers, dialect, "tokens", status));
    }

    private static Optional<RateLimitStatus> tighter(Optional<RateLimitStatus> one, Optional<RateLimitStatus> other) {
        return Stream.concat(one.stream(), other.stream()).min(Comparator.comparingLong(RateLimitStatus::remaining));
    }

    private void quota(MultiMap headers, Dialect dialect, String what, RateLimitStatus status) {
        QuotaHeaders.write(headers, dialect, what, status, clock.instant());
    }

    private static String milliseconds(Duration duration) {
        // Written for every answer: a format string would be parsed each time.
        return BigDecimal.valueOf(duration.toNanos() / 1_000, 3).toPlainString();
    }
}
