package dev.quartermaster.api.entry;

import dev.quartermaster.domain.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Refuses a query with the character zero: nothing is called so, and the database cannot even compare with it. */
@Singleton
class QueryCheck implements Handler<RoutingContext> {

    private static final String ZERO = "%00";

    private final ErrorWriter errors;

    QueryCheck(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    public void handle(RoutingContext context) {
        String query = context.request().query();
        if (query != null && query.contains(ZERO)) {
            errors.write(context, ErrorCode.INVALID_REQUEST, "The query holds the character zero (%00).");
        } else {
            context.next();
        }
    }
}
