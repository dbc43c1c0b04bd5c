package dev.quartermaster.api.entry;

import dev.quartermaster.api.error.ErrorShape;
import dev.quartermaster.aws.Invocation;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Stamps a request with its time and id, and its answer with the id, whatever becomes of it. */
@Singleton
class RequestIdFilter implements Handler<RoutingContext> {

    static final String REQUEST_ID = "x-request-id";
    private static final int LONGEST_ID = 128;

    private final RandomGenerator random;

    RequestIdFilter(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public void handle(RoutingContext context) {
        long now = System.nanoTime();
        String given = context.request().getHeader(REQUEST_ID);
        String id = isSane(given) ? given : newId();
        new RequestInfo(id, now, invocation(context)).attachTo(context);
        ArrivalGuard.headArrived(context.request());
        context.response().putHeader(REQUEST_ID, id);
        if (ErrorShape.of(context.normalizedPath()) == ErrorShape.ANTHROPIC) {
            context.response().putHeader("request-id", id);
        }
        context.next();
    }

    /** On AWS Lambda the handler hands it on beside the headers; what came through a socket has other headers. */
    private static @Nullable Invocation invocation(RoutingContext context) {
        return context.request().headers() instanceof QuarkusHttpHeaders headers
                ? headers.getContextObject(Invocation.class)
                : null;
    }

    /** An id goes into logs and headers: letters, digits and {@code -_.:} only. */
    static boolean isSane(@Nullable String id) {
        if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && c != '-' && c != '_' && c != '.' && c != ':') {
                return false;
            }
        }
        return true;
    }

    /** Unique, not secret: a secure random source would be a lock on the way of every request. */
    private String newId() {
        return "req_"
                + new UUID(random.nextLong(), random.nextLong()).toString().replace("-", "");
    }
}
