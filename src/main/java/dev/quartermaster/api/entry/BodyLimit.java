package dev.quartermaster.api.entry;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.HeapShare;
import dev.quartermaster.domain.MemoryRoom;
import dev.quartermaster.domain.MemoryRoom.Place;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body over the size that the server takes, and has large ones wait while others take the memory that there is for
 * them: read, translated and sent on, a body takes several times its size. A body that announces its length is judged by that; one that comes
 * in chunks is collected here first, since only then can the refusal still be told in the caller's dialect. (An HTTP/2
 * body without a length is left to the server's own limit, which ends the stream with a bare 413.)
 */
@Singleton
class BodyLimit implements Handler<RoutingContext> {

    /** Time for which a refused body is still read and discarded, so that the client gets to read its answer. */
    private static final long LINGER_MILLIS = 1_000;

    /** Smaller ones never wait. */
    private static final long SMALL = 16 << 10;

    private static final long LONGEST_WAIT_MILLIS = 5_000;

    /** A body takes six times its size at its peak, and more than half of the heap is for other things. */
    private static final int PART_OF_HEAP = 16;

    private static final long NO_TIMER = -1;

    private final long limit;
    private final ErrorWriter errors;
    private final MemoryRoom room;
    private final long longestWaitMillis;

    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            HttpConfig config,
            ErrorWriter errors) {
        this.limit = limit.asLongValue();
        this.errors = errors;
        // Less than a client may be silent within a body: one that waits is not read from.
        long half = config.patience().toMillis() / 2;
        this.longestWaitMillis = half == 0 ? LONGEST_WAIT_MILLIS : Math.min(LONGEST_WAIT_MILLIS, half);
        this.room = new MemoryRoom(config.bodiesMaxBytes()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> HeapShare.of(PART_OF_HEAP, Long.MAX_VALUE)));
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("content-length");
        if (length != null) {
            long bytes = bytes(length);
            if (bytes > limit) {
                refuse(context);
            } else {
                admit(context, bytes);
            }
        } else if (isChunked(request)) {
            collect(context);
        } else {
            context.next();
        }
    }

    private static long bytes(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // more digits than a long has
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
            admit(context, body.length());
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            context.response().writeContinue();
        }
        request.resume();
    }

    private void admit(RoutingContext context, long bytes) {
        if (bytes < SMALL) {
            context.next();
            return;
        }
        Context origin = context.vertx().getOrCreateContext();
        AtomicLong timer = new AtomicLong(NO_TIMER);
        Place place = new Place(
                bytes,
                () -> context.response().closed() || context.response().ended(),
                () -> origin.runOnContext(any -> {
                    context.vertx().cancelTimer(timer.get());
                    context.next();
                }));
        context.addEndHandler(end -> room.leave(place));
        if (room.enter(place)) {
            context.next();
        } else {
            timer.set(context.vertx().setTimer(longestWaitMillis, late -> waitedInVain(context, place)));
        }
    }

    private void waitedInVain(RoutingContext context, Place place) {
        if (room.withdraw(place)) {
            refuse(context, ErrorCode.OVERLOADED, "Other large requests take all memory that there is for them.");
        }
    }

    private void refuse(RoutingContext context) {
        refuse(context, ErrorCode.REQUEST_TOO_LARGE, "The body is larger than " + limit + " bytes.");
    }

    private void refuse(RoutingContext context, ErrorCode code, String message) {
        HttpServerRequest request = context.request();
        Runnable hangUp = () -> request.connection().close();
        long timer = context.vertx().setTimer(LINGER_MILLIS, late -> hangUp.run());
        request.handler(dropped -> {});
        request.endHandler(end -> {
            context.vertx().cancelTimer(timer);
            hangUp.run();
        });
        context.response().putHeader("connection", "close");
        errors.write(context, code, message);
        request.resume();
    }
}
