package dev.quartermaster.registry.edit;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Serialises changes of the registry, local and remote. A change that has begun continues after its caller has left.
 */
@Singleton
class EditQueue {

    private final ExecutorService executor = Executors.newSingleThreadExecutor(EditQueue::daemon);
    private final AtomicReference<CompletableFuture<Void>> last =
            new AtomicReference<>(CompletableFuture.completedFuture(null));

    /** A thread that may block on files and be kept busy by large registries; takes nothing more once stopped. */
    Executor thread() {
        return this::execute;
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            Log.debug("Work on the registry is dropped: the service stops");
        }
    }

    /** @param work begun on {@link #thread()} when all before it has ended; must end by itself */
    <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(caller -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            last.getAndSet(done).thenRunAsync(() -> begin(work, done, caller), thread());
        });
    }

    private static <T> void begin(Supplier<Uni<T>> work, CompletableFuture<Void> done, UniEmitter<? super T> caller) {
        Uni.createFrom()
                .deferred(work::get)
                .subscribe()
                .with(
                        item -> {
                            done.complete(null);
                            caller.complete(item);
                        },
                        failure -> {
                            done.complete(null);
                            caller.fail(failure);
                        });
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "registry-edit");
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }
}
