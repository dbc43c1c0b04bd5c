package dev.quartermaster.telemetry;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Event that this process goes on after it was frozen, as AWS Lambda does between two invocations: what was learned of others
 * may be old, connections may be dead, timers did not fire. An observer must not block; what it reads anew it may have the
 * next request wait for.
 */
public final class Thawed {

    private final Duration frozen;
    private final List<CompletableFuture<Void>> reads = new CopyOnWriteArrayList<>();

    public Thawed(Duration frozen) {
        this.frozen = frozen;
    }

    /** Returns about how long the process was frozen, by the wall clock. */
    public Duration frozen() {
        return frozen;
    }

    /** Begins to read something anew, for which the next request waits a moment. */
    public void await(Uni<Void> read) {
        reads.add(read.onFailure().recoverWithNull().subscribeAsCompletionStage());
    }

    /** Returns a future that completes when all has been read, or cannot be. */
    public CompletableFuture<Void> readAnew() {
        return CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new));
    }
}
