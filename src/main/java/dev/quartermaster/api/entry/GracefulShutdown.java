package dev.quartermaster.api.entry;

import dev.quartermaster.domain.ErrorCode;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Stops the service without losing a request. Once asked to stop, it refuses new requests (except those for its
 * health, where readiness is "down") and waits until those in flight are answered, streams to their end. Their records are
 * saved after that.
 */
@Singleton
class GracefulShutdown implements Handler<RoutingContext> {

    private final InFlightRequests requests = new InFlightRequests();
    private final Duration longest;
    private final ErrorWriter errors;

    GracefulShutdown(ShutdownConfig config, ErrorWriter errors) {
        this.longest = config.timeout();
        this.errors = errors;
    }

    @Override
    public void handle(RoutingContext context) {
        if (isNotWaitedFor(context.normalizedPath())) {
            context.next();
            return;
        }
        BooleanSupplier request = context.response()::closed;
        boolean stays = requests.arrived(request);
        context.addEndHandler(end -> requests.ended(request));
        if (stays) {
            context.next();
        } else {
            context.response().putHeader("connection", "close");
            errors.write(context, ErrorCode.SHUTTING_DOWN, "This instance is shutting down; another one may answer.");
        }
    }

    /** Returns whether new requests are refused. */
    boolean isStopping() {
        return requests.isClosed();
    }

    /** Holds the stop up. Before this returns, nothing that a request may need is taken down. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        int open = requests.count();
        if (requests.drain(longest)) {
            Log.debugf("All %d requests in flight were answered", open);
        } else {
            Log.warnf(
                    "%d of %d requests in flight had no answer within %d ms and are dropped",
                    requests.count(), open, longest.toMillis());
        }
    }

    /** Health, which tells that we stop, and streams of events that never end by themselves. */
    private static boolean isNotWaitedFor(String path) {
        return ApiKeyMechanism.isOpen(path)
                || (path.startsWith("/api/") && path.endsWith("/stream"))
                || path.equals("/console/events");
    }
}
