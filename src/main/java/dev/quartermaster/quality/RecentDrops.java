package dev.quartermaster.quality;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells whether answers are left out because too many wait, or were until a moment ago. Safe for any thread. */
final class RecentDrops {

    /** Time without a drop after which scoring counts as recovered. */
    static final Duration QUIET = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant okSince;
    private @Nullable Instant since;
    private Instant last;
    private long count;

    RecentDrops(Clock clock) {
        this.clock = clock;
        this.okSince = clock.instant();
        this.last = okSince;
    }

    synchronized void add() {
        recover();
        last = clock.instant();
        since = since == null ? last : since;
        count++;
    }

    synchronized ComponentStatus status() {
        recover();
        return since == null
                ? ComponentStatus.ok(okSince)
                : ComponentStatus.degraded(
                        since,
                        (count == 1 ? "1 answer was" : count + " answers were") + " not scored: too many waited",
                        "The quality of models is known from fewer answers.");
    }

    private void recover() {
        if (since != null && !clock.instant().isBefore(last.plus(QUIET))) {
            okSince = last.plus(QUIET);
            since = null;
            count = 0;
        }
    }
}
