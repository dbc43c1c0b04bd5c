package dev.quartermaster.catalog.store;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.concurrent.Callable;

/** Does blocking work off the event loop. */
public final class Worker {

    private Worker() {}

    /** Fails with the very exception that the work threw, checked ones included. */
    public static <T> Uni<T> call(Callable<T> work) {
        return Uni.createFrom()
                .<T>emitter(emitter -> {
                    try {
                        emitter.complete(work.call());
                    } catch (Exception failure) {
                        emitter.fail(failure);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
