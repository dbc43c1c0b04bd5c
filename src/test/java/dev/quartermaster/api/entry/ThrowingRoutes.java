package dev.quartermaster.api.entry;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Routes that exist in tests only and fail outside of any resource, as a defect of a filter would. */
@Singleton
class ThrowingRoutes {

    void register(@Observes Router router) {
        router.getWithRegex("/(v1|api/v1|nothing)/edge-thrown").order(1).handler(ThrowingRoutes::fail);
    }

    private static void fail(RoutingContext context) {
        throw new IllegalStateException("a secret of the house at " + context.normalizedPath());
    }
}
