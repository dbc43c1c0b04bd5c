package dev.quartermaster.api.entry;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.Http1xServerConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off one connection that dribbles: one whose first request's head does not come in time, and one on which bytes come
 * in at less than the least rate for longer than that time without an answer in between. It counts bytes below TLS. A client
 * that waits for its answer sends nothing and is left alone.
 */
final class ArrivalGuard extends ChannelDuplexHandler {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long patienceNanos;
    private final long leastRate;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean arriving;
    private long since;
    private long bytes;

    ArrivalGuard(long patienceNanos, long leastRate) {
        this.patienceNanos = patienceNanos;
        this.leastRate = leastRate;
    }

    /**
     * Notes that the head of a request is there. From the first one of HTTP/2 on its connection is not guarded any more: many
     * requests share it, and one that is slow must not end the others.
     *
     * @param connection may have no guard, as that of a function
     */
    static void headArrived(HttpConnection connection) {
        if (connection instanceof ConnectionBase known) {
            ChannelPipeline pipeline = known.channel().pipeline();
            ArrivalGuard guard = pipeline.get(ArrivalGuard.class);
            if (guard != null) {
                guard.headArrived(pipeline, known instanceof Http1xServerConnection);
            }
        }
    }

    private void headArrived(ChannelPipeline pipeline, boolean ofItsOwn) {
        arriving = false;
        noDeadline();
        if (!ofItsOwn) {
            pipeline.remove(this);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> context.close(), patienceNanos, TimeUnit.NANOSECONDS);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        noDeadline();
        context.fireChannelInactive();
    }

    /** Judges after the others have read: what completes a head, or is answered at once, is no dribble. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        long now = System.nanoTime();
        if (!arriving) {
            arriving = true;
            since = now;
            bytes = 0;
        }
        bytes += message instanceof ByteBuf piece ? piece.readableBytes() : 0;
        context.fireChannelRead(message);
        if (arriving && isDribble(now - since)) {
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

    private void noDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
