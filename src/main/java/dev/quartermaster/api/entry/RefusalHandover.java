package dev.quartermaster.api.entry;

import static io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler.extractRootCause;

import io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.BiConsumer;

/**
 * Passes later refusals on to the exception mappers. The framework does the same right behind, and before it works out, for each
 * request, which resource would answer: it indexes all of them anew, which took a quarter of all allocation. It leaves a request
 * alone where this was done already, and works out the resource of a request that was refused.
 */
@Singleton
class RefusalHandover implements Handler<RoutingContext> {

    private static final BiConsumer<RoutingContext, Throwable> TO_THE_MAPPERS = RefusalHandover::fail;

    @Override
    public void handle(RoutingContext context) {
        if (context.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER) instanceof DefaultAuthFailureHandler) {
            context.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, TO_THE_MAPPERS);
        }
        context.next();
    }

    private static void fail(RoutingContext context, Throwable failure) {
        DefaultAuthFailureHandler.markIfOtherAuthenticationFailure(context, failure);
        if (!context.failed()) {
            context.fail(extractRootCause(failure));
        }
    }
}
