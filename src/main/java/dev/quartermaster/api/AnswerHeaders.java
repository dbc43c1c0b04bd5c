package dev.quartermaster.api;

import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.Journey;
import dev.quartermaster.limits.RateLimitStatus;
import dev.quartermaster.limits.RateLimiter;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** What every answer of the inference plane says about itself in its headers. */
@ApplicationScoped
public class AnswerHeaders {

    private static final String PREFIX = "x-quartermaster-";

    private final RateLimiter limiter;
    private final Clock clock;

    AnswerHeaders(RateLimiter limiter, Clock clock) {
        this.limiter = limiter;
        this.clock = clock;
    }

    /** What is known as soon as a request has been decided on; on errors too. */
    public void decided(MultiMap headers, Journey journey) {
        headers.set(PREFIX + "decision", journey.decision().id().toString());
        headers.set(PREFIX + "attempts", Integer.toString(journey.upstreamCalls()));
        headers.set(PREFIX + "cache", "bypass");
        headers.set(PREFIX + "overhead-ms", milliseconds(journey.overhead()));
    }

    /** What is known once a model answers. */
    public void served(MultiMap headers, Journey journey, ModelSpec model) {
        decided(headers, journey);
        headers.set(PREFIX + "model", model.key().toString());
        Warnings.of(journey.dropped()).ifPresent(warnings -> headers.set(PREFIX + "warnings", warnings));
        limiter.requestStatus(model).ifPresent(status -> quota(headers, journey, "requests", status));
        limiter.tokenStatus(model).ifPresent(status -> quota(headers, journey, "tokens", status));
    }

    public void cost(MultiMap headers, Money cost) {
        headers.set(PREFIX + "cost-usd", cost.toString());
    }

    private void quota(MultiMap headers, Journey journey, String what, RateLimitStatus status) {
        Dialect dialect = journey.request().ask().dialect();
        QuotaHeaders.write(headers, dialect, what, status, clock.instant());
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e6);
    }
}
