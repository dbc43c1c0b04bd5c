package dev.quartermaster.api.entry;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

/**
 * Gives each connection that the server accepts an {@link ArrivalGuard}. The framework's own time-out is for connections on
 * which nothing is said, which may be a caller that waits for a long answer; a client that sends a byte now and then holds a
 * connection for as long as it likes. The server offers no place for a handler of ours, but the channel that it accepts
 * connections on is found where it is registered, and what that reads are the connections.
 */
@Singleton
class SlowClients {

    private final Vertx vertx;
    private final long patienceNanos;
    private final long leastRate;

    SlowClients(Vertx vertx, HttpConfig config) {
        this.vertx = vertx;
        this.patienceNanos = config.patience().toNanos();
        this.leastRate = config.leastRate().asLongValue();
    }

    void atStart(@ObservesAsync HttpServerStart start) {
        if (patienceNanos == 0) {
            return;
        }
        for (EventExecutor loop : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            if (loop instanceof SingleThreadEventLoop acceptor) {
                acceptor.execute(() -> watch(acceptor));
            }
        }
    }

    private void watch(SingleThreadEventLoop acceptor) {
        acceptor.registeredChannelsIterator().forEachRemaining(channel -> {
            if (channel instanceof ServerChannel && channel.pipeline().get(Acceptance.class) == null) {
                channel.pipeline().addFirst(new Acceptance());
            }
        });
    }

    /** Sees each connection before the server does. */
    private final class Acceptance extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Channel connection) {
                connection.pipeline().addFirst(new ArrivalGuard(patienceNanos, leastRate));
            }
            context.fireChannelRead(message);
        }
    }
}
