package dev.quartermaster.limits;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.telemetry.StatusContributor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What providers asked to be left alone with, as the status page shows it. */
@Singleton
class LimitsDependency implements StatusContributor {

    private static final int MOST_NAMED = 10;

    private final RateLimiter limiter;
    private final Clock clock;
    private final Instant start;

    LimitsDependency(RateLimiter limiter, Clock clock) {
        this.limiter = limiter;
        this.clock = clock;
        this.start = clock.instant();
    }

    private record Blocked(ModelKey model, String key, Instant since, Instant until) {

        private String words() {
            return model + (key.isEmpty() ? "" : " with key " + key) + " until "
                    + until.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    @Override
    public String name() {
        return "limits";
    }

    @Override
    public ComponentStatus status() {
        List<Blocked> blocked = blocked();
        if (blocked.isEmpty()) {
            return ComponentStatus.ok(start);
        }
        Instant since =
                blocked.stream().map(Blocked::since).min(Instant::compareTo).orElseThrow();
        String named = blocked.stream().limit(MOST_NAMED).map(Blocked::words).collect(Collectors.joining(", "));
        String more = blocked.size() > MOST_NAMED ? " and " + (blocked.size() - MOST_NAMED) + " more" : "";
        return new ComponentStatus(
                State.DEGRADED,
                since,
                "blocked by their provider: " + named + more,
                "They are not called until then; requests go to other keys and models where they have any, and are"
                        + " refused with 429 where not.");
    }

    private List<Blocked> blocked() {
        Instant now = clock.instant();
        return limiter.pauses().entrySet().stream()
                .flatMap(model -> model.getValue().entrySet().stream().map(key -> blocked(model.getKey(), key, now)))
                .toList();
    }

    private static Blocked blocked(ModelKey model, Map.Entry<String, UpstreamLimitState.Pause> key, Instant now) {
        Duration lasted = key.getValue().lasted();
        return new Blocked(
                model, key.getKey(), now.minus(lasted), now.plus(key.getValue().left()));
    }
}
