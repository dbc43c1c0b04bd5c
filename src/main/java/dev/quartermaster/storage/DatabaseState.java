package dev.quartermaster.storage;

import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Availability of the database as its last user saw it. Down until the first success. */
@ApplicationScoped
public class DatabaseState {

    private static final String NOT_YET = "not reached yet";

    private final Clock clock;
    private volatile Seen seen;
    private final List<Runnable> downListeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> schema = new CompletableFuture<>();

    private record Seen(boolean up, Instant since, @Nullable String problem) {

        private ComponentStatus status() {
            return problem == null
                    ? ComponentStatus.ok(since)
                    : new ComponentStatus(
                            State.DOWN,
                            since,
                            problem,
                            "Requests are served and recorded in the journal; costs and performance cannot be read.");
        }
    }

    public DatabaseState(Clock clock) {
        this.clock = clock;
        this.seen = new Seen(false, clock.instant(), NOT_YET);
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("database", () -> seen.status());
    }

    /** It answered. */
    public void up() {
        if (!seen.up()) {
            becomeUp();
        }
    }

    private synchronized void becomeUp() {
        if (!seen.up()) {
            // A start that finds it at once is no news, and would stand below the start's last words.
            if (!NOT_YET.equals(seen.problem())) {
                Log.info("The database is up again");
            }
            seen = new Seen(true, clock.instant(), null);
        }
    }

    /** It could not be reached, or did not answer in time. */
    public synchronized void down(Throwable cause) {
        String problem = firstLine(cause);
        if (seen.up()) {
            Log.warnf("The database is down; requests are served all the same, and recorded later: %s", problem);
        }
        seen = new Seen(false, seen.up() ? clock.instant() : seen.since(), problem);
        downListeners.forEach(Runnable::run);
    }

    /** Calls a listener each time the database cannot be reached. It must not block and must not fail. */
    public void onDown(Runnable listener) {
        downListeners.add(listener);
    }

    /** Drivers tell a story in many lines, with rulers between; an operator needs its title. */
    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.equals("null"))
                .findFirst()
                .orElse(cause.getClass().getSimpleName());
    }

    /** The schema is there. */
    public void migrated() {
        schema.complete(null);
    }

    /** Calls a listener once, when the schema is there; at once if it is. It must not block and must not fail. */
    public void onMigrated(Runnable listener) {
        schema.thenRun(listener);
    }

    /** Returns whether the schema is migrated, so that the ledgers can be used. */
    public boolean isMigrated() {
        return schema.isDone();
    }

    public boolean isUp() {
        return seen.up();
    }

    public Instant since() {
        return seen.since();
    }

    public @Nullable String problem() {
        return seen.problem();
    }
}
