package dev.quartermaster.catalog;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Shares one run of a task among concurrent callers. */
final class SingleFlight<T> {

    private final AtomicReference<CompletableFuture<T>> flight = new AtomicReference<>();

    boolean running() {
        return flight.get() != null;
    }

    /** Joins the run in progress or starts one. A caller that cancels does not end it: others may wait for its result. */
    Uni<T> join(Supplier<Uni<T>> work) {
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<T> fresh = new CompletableFuture<>();
            CompletableFuture<T> running = flight.compareAndExchange(null, fresh);
            if (running != null) {
                return running.copy();
            }
            start(work, fresh);
            return fresh.copy();
        });
    }

    private void start(Supplier<Uni<T>> work, CompletableFuture<T> fresh) {
        Uni.createFrom()
                .deferred(work::get)
                .onTermination()
                .invoke(() -> flight.compareAndSet(fresh, null))
                .subscribe()
                .with(fresh::complete, fresh::completeExceptionally);
    }
}
