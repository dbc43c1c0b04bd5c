package dev.quartermaster.api.entry;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Takes {@code /v1/v1/messages} for {@code /v1/messages}: some clients append {@code /v1} to their base URL and some want it
 * in there, so that it comes twice. Slashes that are doubled or at the end need no care, the router ignores them.
 */
final class DuplicateVersionPath implements Handler<RoutingContext> {

    private static final String VERSION = "/v1";
    private static final String DOUBLED = VERSION + VERSION + "/";

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (!path.startsWith(DOUBLED)) {
            context.next();
            return;
        }
        String query = context.request().query();
        context.reroute(path.substring(VERSION.length()) + (query == null ? "" : "?" + query));
    }
}
