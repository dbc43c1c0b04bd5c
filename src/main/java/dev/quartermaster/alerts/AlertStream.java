package dev.quartermaster.alerts;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tells every listener of every alert. Each has a buffer of its own: who reads too slowly is dropped, and may come back
 * and ask for what it has missed.
 */
final class AlertStream {

    private final Set<MultiEmitter<? super Alert>> listeners = ConcurrentHashMap.newKeySet();
    private final int buffer;

    AlertStream(int buffer) {
        this.buffer = Math.max(1, buffer);
    }

    /** @param missed told first; asked for when listening has begun, so that none falls between */
    Multi<Alert> listen(Supplier<List<Alert>> missed, int mostMissed) {
        return Multi.createFrom()
                .emitter(
                        listener -> {
                            listener.onTermination(() -> listeners.remove(listener));
                            List<Alert> first = missed.get();
                            first.forEach(listener::emit);
                            listeners.add(listener);
                        },
                        mostMissed + buffer);
    }

    void tell(Alert alert) {
        listeners.forEach(listener -> listener.emit(alert));
    }

    int listeners() {
        return listeners.size();
    }
}
