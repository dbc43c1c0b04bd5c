package dev.quartermaster.api.entry;

import dev.quartermaster.domain.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Tells everybody that there is nothing below {@code /internal}, whatever the key, except for events of AWS, for which alone
 * it is there.
 */
@Singleton
class InternalGate implements Handler<RoutingContext> {

    private static final String INTERNAL = "/internal";

    private final ErrorWriter errors;

    InternalGate(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    public void handle(RoutingContext context) {
        if (isInternal(context.normalizedPath()) && !RequestInfo.of(context).isEvent()) {
            errors.write(context, ErrorCode.NOT_FOUND, "There is nothing here.");
        } else {
            context.next();
        }
    }

    static boolean isInternal(String path) {
        return path.equals(INTERNAL) || path.startsWith(INTERNAL + "/");
    }
}
