package dev.quartermaster.api.entry;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off one connection on which a request does not arrive: its head does not come in time, head or body fall silent before
 * their end, or bytes come in at less than the least rate for longer than that time without an answer in between. It counts bytes
 * below TLS. A client that waits for its answer, or for something to ask, is left alone. From the first request of HTTP/2 on
 * its connection is left to a {@link StreamGuard}: many requests share it, and one that is slow must not end the others.
 */
final class ArrivalGuard extends ChannelDuplexHandler {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long patienceNanos;
    private final long leastRate;
    private @Nullable ScheduledFuture<?> looks;

    /** The last request. The connection holds it as long as it is in process; here it must not outlive that. */
    private @Nullable WeakReference<HttpServerRequest> last;

    /** Bytes have come in since the last head or the last byte of an answer, whichever was later. */
    private boolean arriving;

    private long since;
    private long bytes;
    private long lastRead;
    private @Nullable StreamGuard streams;

    ArrivalGuard(long patienceNanos, long leastRate) {
        this.patienceNanos = patienceNanos;
        this.leastRate = leastRate;
    }

    /**
     * Notes that the head of a request is there.
     *
     * @param request of a connection that may have no guard, as that of a function
     */
    static void headArrived(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            ArrivalGuard guard = connection.channel().pipeline().get(ArrivalGuard.class);
            if (guard != null) {
                guard.headArrived(connection, request);
            }
        }
    }

    private void headArrived(ConnectionBase connection, HttpServerRequest request) {
        arriving = false;
        last = new WeakReference<>(request);
        if (!(connection instanceof Http1xServerConnection)) {
            streams(connection.channel().pipeline(), request).headArrived(request);
        }
    }

    private StreamGuard streams(ChannelPipeline pipeline, HttpServerRequest request) {
        StreamGuard guard = streams;
        if (guard == null) {
            long most = request.connection().settings().getMaxConcurrentStreams();
            guard = new StreamGuard(
                    pipeline.context(Http2ConnectionHandler.class),
                    (int) Math.min(most, Integer.MAX_VALUE),
                    patienceNanos,
                    leastRate);
            streams = guard;
        }
        return guard;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        looks = context.executor()
                .scheduleWithFixedDelay(() -> look(context), patienceNanos, patienceNanos, TimeUnit.NANOSECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lookNoMore();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        lookNoMore();
    }

    /** Judges after the others have read: what completes a head, or is answered at once, is no dribble. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        lastRead = System.nanoTime();
        if (streams == null && !arriving) {
            arriving = true;
            since = lastRead;
            bytes = 0;
        }
        bytes += message instanceof ByteBuf piece ? piece.readableBytes() : 0;
        context.fireChannelRead(message);
        if (streams == null && arriving && isDribble(lastRead - since)) {
            context.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        arriving = false;
        context.write(message, promise);
    }

    private boolean isDribble(long nanos) {
        return nanos > patienceNanos && bytes < leastRate * (nanos / SECOND);
    }

    private void look(ChannelHandlerContext context) {
        if (streams != null) {
            streams.look(bytes);
            bytes = 0;
        } else if (last == null || (System.nanoTime() - lastRead > patienceNanos && isUnfinished(last.get()))) {
            context.close();
        }
    }

    /** Whether something is on its way that falls short: the body of the request in process, or the head of the next one. */
    private boolean isUnfinished(@Nullable HttpServerRequest request) {
        if (request == null || request.response().ended()) {
            return arriving;
        }
        return !request.isEnded() && hasBody(request);
    }

    /** A request without one may well be left unread until it is answered. */
    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        return length == null ? request.getHeader("transfer-encoding") != null : !length.equals("0");
    }

    private void lookNoMore() {
        if (looks != null) {
            looks.cancel(false);
            looks = null;
        }
    }
}
