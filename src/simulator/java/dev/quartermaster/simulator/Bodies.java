package dev.quartermaster.simulator;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Reads whole request bodies, up to 32 MiB: enough for images in a prompt. */
final class Bodies {

    private static final long MOST_BYTES = 32L << 20;

    private Bodies() {}

    static Handler<RoutingContext> reader() {
        Handler<RoutingContext> reader = BodyHandler.create(false).setBodyLimit(MOST_BYTES);
        return context -> {
            // Quarkus pauses a request until somebody wants its body.
            context.request().resume();
            reader.handle(context);
        };
    }
}
