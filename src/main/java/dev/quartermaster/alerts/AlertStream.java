package dev.quartermaster.alerts;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Streams every alert to every listener. Each listener has its own buffer; one that reads too slowly is dropped, and may
 * reconnect and ask for the alerts it missed.
 */
final class AlertStream {

    private final Set<MultiEmitter<? super Alert>> listeners = ConcurrentHashMap.newKeySet();
    private final int buffer;

    AlertStream(int buffer) {
        this.buffer = Math.max(1, buffer);
    }

    /** @param missed supplies the alerts to emit first; read on subscription, so that none is lost */
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

    void publish(Alert alert) {
        listeners.forEach(listener -> listener.emit(alert));
    }

    int listeners() {
        return listeners.size();
    }
}
