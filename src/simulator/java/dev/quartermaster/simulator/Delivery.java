package dev.quartermaster.simulator;

import dev.quartermaster.simulator.wire.Frame;
import dev.quartermaster.simulator.wire.Reply;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Sends one reply, frame by frame, no faster than the caller reads. Lives on one event loop. */
final class Delivery {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Reply reply;
    private final Pace pace;
    private int next;
    private int sent;

    Delivery(RoutingContext context, Reply reply, Pace pace) {
        this.vertx = context.vertx();
        this.request = context.request();
        this.response = context.response();
        this.reply = reply;
        this.pace = pace;
    }

    /** Ends the connection at once, or, where several calls share one, this call alone. */
    static void hangUp(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    /** Ends the connection at once and with an error: what the caller may still be sending is refused. */
    static void reset(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2 && request.connection() instanceof ConnectionBase connection) {
            // Closing a socket that does not linger sends a reset.
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        hangUp(request);
    }

    void start() {
        // A caller that disconnects ends the delivery.
        response.exceptionHandler(gone -> {});
        response.setStatusCode(reply.status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
        reply.headers().forEach(response::putHeader);
        if (reply.streamed()) {
            response.setChunked(true);
        } else {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length()));
        }
        if (pace.firstByte() > 0) {
            // An empty write sends the headers ahead of the body.
            response.write(Buffer.buffer());
            vertx.setTimer(pace.firstByte(), timer -> proceed());
        } else {
            proceed();
        }
    }

    private int length() {
        return reply.frames().stream().mapToInt(frame -> frame.bytes().length()).sum();
    }

    private void proceed() {
        while (next < reply.frames().size()) {
            if (response.closed() || response.ended()) {
                return;
            }
            Frame frame = reply.frames().get(next++);
            if (pace.most() != Pace.ALL && sent + frame.bytes().length() >= pace.most()) {
                breakOff(frame.bytes().slice(0, pace.most() - sent));
                return;
            }
            if (next == reply.frames().size() && pace.most() == Pace.ALL) {
                response.end(frame.bytes());
                return;
            }
            response.write(frame.bytes());
            sent += frame.bytes().length();
            if (mustWait()) {
                return;
            }
        }
        breakOff(Buffer.buffer());
    }

    private boolean mustWait() {
        if (pace.betweenFrames() > 0) {
            vertx.setTimer(pace.betweenFrames(), timer -> proceed());
            return true;
        }
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                response.drainHandler(null);
                proceed();
            });
            return true;
        }
        return false;
    }

    private void breakOff(Buffer last) {
        response.write(last).onComplete(written -> {
            if (pace.hangUp()) {
                hangUp(request);
            }
        });
    }
}
