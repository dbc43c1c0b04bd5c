package dev.quartermaster.api.entry;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Registers the filters in front of every route and the fallback behind them. */
@Singleton
class RequestFilters {

    private static final String VERSION = "/v1";

    // Higher comes first. What changes the path is before all, then arrival, then the gates; the others after
    // the framework's CORS (300), whose preflights carry no key, and its authentication (200). Of that number
    // ours comes behind the framework's, and before its permissions (100).
    private static final int DOUBLED_VERSION = 11_000;
    private static final int ARRIVAL = 10_000;
    private static final int INTERNAL = 9_500;
    private static final int DRAIN = 9_000;
    private static final int AUTHENTICATED = 200;
    private static final int QUERY_CHECK = 95;
    private static final int BODY_LIMIT = 90;
    private static final int FIRST_SETTINGS = 80;

    /** After every route that could answer, and before the framework's own page for what none did. */
    private static final int NOBODY_ANSWERED = 2 * RouteConstants.ROUTE_ORDER_AFTER_DEFAULT;

    void atTheFront(
            @Observes Filters filters,
            RequestIdFilter requestIdFilter,
            InternalGate internalGate,
            GracefulShutdown gracefulShutdown,
            RefusalHandover refusalHandover,
            QueryCheck queryCheck,
            BodyLimit bodyLimit,
            SettingsGate settingsGate) {
        filters.register(RequestFilters::withoutDuplicateVersion, DOUBLED_VERSION);
        filters.register(requestIdFilter, ARRIVAL);
        filters.register(internalGate, INTERNAL);
        filters.register(gracefulShutdown, DRAIN);
        filters.register(refusalHandover, AUTHENTICATED);
        filters.register(queryCheck, QUERY_CHECK);
        filters.register(bodyLimit, BODY_LIMIT);
        filters.register(settingsGate, FIRST_SETTINGS);
    }

    /** For browsers, and so for pages only. */
    void forBrowsers(@Observes Router router, StrictTransport strictTransport) {
        router.routeWithRegex("/(?!v1/).*").order(-ARRIVAL - 1).handler(strictTransport);
    }

    void atTheEnd(@Observes Router router, FallbackHandler fallbackHandler) {
        router.route()
                .order(NOBODY_ANSWERED)
                .handler(fallbackHandler::notFound)
                .failureHandler(fallbackHandler::failed);
    }

    /**
     * Treats {@code /v1/v1/messages} as {@code /v1/messages}: some clients append {@code /v1} to their base URL and some
     * want it in there, so that it comes twice. The router itself ignores slashes that are doubled or at the end.
     */
    static void withoutDuplicateVersion(RoutingContext context) {
        String path = context.normalizedPath();
        if (!path.startsWith(VERSION + VERSION + "/")) {
            context.next();
            return;
        }
        String query = context.request().query();
        context.reroute(path.substring(VERSION.length()) + (query == null ? "" : "?" + query));
    }
}
