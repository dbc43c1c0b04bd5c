package dev.quartermaster.api.entry;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Resets the requests of one HTTP/2 connection whose bodies do not arrive; its other requests go on. A request is looked at from
 * time to time, and reset where all that came in on the connection since the last look was less than the least rate, or where
 * less than one frame of its own came in while the least rate makes two. Bytes of a frame count when all of it is there, so that
 * a client at the least rate may seem silent for as long as one frame takes. Whom flow control keeps waiting is left alone.
 *
 * <p>Also holds a client to the most requests at a time that the server announced: the codec does so only once the client has
 * agreed, if ever it does.
 */
final class StreamGuard {

    private static final int FRAME = Http2CodecUtil.DEFAULT_MAX_FRAME_SIZE;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Http2ConnectionHandler http2;
    private final ChannelHandlerContext context;
    private final Http2Connection.PropertyKey arrivals;
    private final long leastBytes;
    private final long twoFramesNanos;

    /** A request, and how much of its body was there at an earlier look. */
    private static final class Arrival {

        private final HttpServerRequest request;
        private @Nullable Mark mark;

        private Arrival(HttpServerRequest request) {
            this.request = request;
        }
    }

    private record Mark(long nanos, long bytes) {}

    /**
     * @param context of the {@link Http2ConnectionHandler}
     * @param mostStreams requests at a time
     * @param patienceNanos time from look to look
     */
    StreamGuard(ChannelHandlerContext context, int mostStreams, long patienceNanos, long leastRate) {
        this.http2 = (Http2ConnectionHandler) context.handler();
        this.context = context;
        this.arrivals = http2.connection().newKey();
        http2.connection().remote().maxActiveStreams(mostStreams);
        long rate = Math.max(1, leastRate);
        this.leastBytes = Math.max(1, rate * (patienceNanos / SECOND));
        this.twoFramesNanos = 2L * FRAME * SECOND / rate;
    }

    void headArrived(HttpServerRequest request) {
        Http2Stream stream = http2.connection().stream(request.response().streamId());
        if (stream != null) {
            stream.setProperty(arrivals, new Arrival(request));
        }
    }

    /** @param bytes came in on the connection since the last look */
    void look(long bytes) {
        long now = System.nanoTime();
        try {
            http2.connection().forEachActiveStream(stream -> {
                if (isSlow(stream, now, bytes < leastBytes)) {
                    http2.resetStream(context, stream.id(), Http2Error.ENHANCE_YOUR_CALM.code(), context.newPromise());
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException("no visit of a stream fails", e);
        }
        context.flush();
    }

    private boolean isSlow(Http2Stream stream, long now, boolean isQuiet) {
        Arrival arrival = stream.getProperty(arrivals);
        if (arrival == null || !stream.state().remoteSideOpen() || isHeldBack(stream)) {
            return false;
        }
        Mark before = arrival.mark;
        long bytes = arrival.request.bytesRead();
        if (before == null || now - before.nanos > twoFramesNanos) {
            arrival.mark = new Mark(now, bytes);
        }
        return before != null && (isQuiet || (now - before.nanos > twoFramesNanos && bytes - before.bytes < FRAME));
    }

    /** What was sent waits to be read here, or no more may be sent. A request that is answered is not read any more. */
    private boolean isHeldBack(Http2Stream stream) {
        Http2LocalFlowController flow = http2.connection().local().flowController();
        return flow.windowSize(http2.connection().connectionStream()) <= 0
                || (stream.state().localSideOpen() && flow.unconsumedBytes(stream) > 0);
    }
}
