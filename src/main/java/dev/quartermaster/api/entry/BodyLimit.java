package dev.quartermaster.api.entry;

import dev.quartermaster.domain.ErrorCode;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body over the size that the server takes. A body that announces its length is judged by that; one that comes
 * in chunks is collected here first, since only then can the refusal still be told in the caller's dialect. (An HTTP/2
 * body without a length is left to the server's own limit, which ends the stream with a bare 413.)
 */
@Singleton
class BodyLimit implements Handler<RoutingContext> {

    /** Time for which a refused body is still read and discarded, so that the client gets to read its answer. */
    private static final long LINGER_MILLIS = 1_000;

    private final long limit;
    private final ErrorWriter errors;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ErrorWriter errors) {
        this.limit = limit.asLongValue();
        this.errors = errors;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("content-length");
        if (length != null) {
            if (isOver(length)) {
                refuse(context);
            } else {
                context.next();
            }
        } else if (isChunked(request)) {
            collect(context);
        } else {
            context.next();
        }
    }

    private boolean isOver(String length) {
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException e) {
            return true; // more digits than a long has
        }
    }

    private static boolean isChunked(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return false;
        }
        String encoding = request.getHeader("transfer-encoding");
        return encoding != null && encoding.toLowerCase(Locale.ROOT).contains("chunked");
    }

    private void collect(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + (long) chunk.length() > limit) {
                refuse(context);
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            // Paused, the request still counts as unread: what comes next asks for the body and is given this one.
            request.pause();
            ((RoutingContextInternal) context).setBody(body);
            context.next();
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            context.response().writeContinue();
        }
        request.resume();
    }

    private void refuse(RoutingContext context) {
        HttpServerRequest request = context.request();
        Runnable hangUp = () -> request.connection().close();
        long timer = context.vertx().setTimer(LINGER_MILLIS, late -> hangUp.run());
        request.handler(dropped -> {});
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            hangUp.run();
        });
        context.response().putHeader("connection", "close");
        errors.write(context, ErrorCode.REQUEST_TOO_LARGE, "The body is larger than " + limit + " bytes.");
        request.resume();
    }
}
