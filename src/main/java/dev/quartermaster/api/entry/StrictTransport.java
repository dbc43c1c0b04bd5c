package dev.quartermaster.api.entry;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Tells browsers that came by TLS to come by nothing else. The scheme is the proxy's word where the server listens to it
 * ({@code quarkus.http.proxy.proxy-address-forwarding}). Nobody is told who came without: a header that anybody on the way
 * may have written binds to nothing.
 */
@Singleton
class StrictTransport implements Handler<RoutingContext> {

    private final long seconds;

    StrictTransport(HttpConfig config) {
        this.seconds = config.strictTransport().toSeconds();
    }

    @Override
    public void handle(RoutingContext context) {
        if (seconds > 0 && context.request().isSSL()) {
            context.response().putHeader("strict-transport-security", "max-age=" + seconds);
        }
        context.next();
    }
}
