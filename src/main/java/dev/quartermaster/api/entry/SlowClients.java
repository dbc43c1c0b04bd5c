package dev.quartermaster.api.entry;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
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
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives each connection that the server accepts an {@link ArrivalGuard}, and closes those beyond the most that there may be. The
 * framework's own time-out is for connections on which nothing is said, which may be a caller that waits for a long answer; a
 * client that sends a byte now and then holds a connection for as long as it likes. The framework counts a connection from its
 * first byte on, or once TLS is agreed upon; clients that say nothing are counted here. The server offers no place for a handler
 * of ours, but the channel that it accepts connections on is found where it is registered, and what that reads are the
 * connections.
 */
@Singleton
class SlowClients {

    private final Vertx vertx;
    private final long patienceNanos;
    private final long leastRate;
    private final int mostConnections;
    private final AtomicInteger connections = new AtomicInteger();

    SlowClients(
            Vertx vertx,
            HttpConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-connections") OptionalInt mostConnections) {
        this.vertx = vertx;
        this.patienceNanos = config.patience().toNanos();
        this.leastRate = config.leastRate().asLongValue();
        this.mostConnections = mostConnections.orElse(Integer.MAX_VALUE);
    }

    void atStart(@ObservesAsync HttpServerStart start) {
        Acceptance acceptance = new Acceptance();
        for (EventExecutor loop : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
            if (loop instanceof SingleThreadEventLoop acceptor) {
                acceptor.execute(() -> watch(acceptor, acceptance));
            }
        }
    }

    private static void watch(SingleThreadEventLoop acceptor, Acceptance acceptance) {
        acceptor.registeredChannelsIterator().forEachRemaining(channel -> {
            if (channel instanceof ServerChannel && channel.pipeline().get(Acceptance.class) == null) {
                channel.pipeline().addFirst(acceptance);
            }
        });
    }

    /** Sees each connection before the server does. */
    @Sharable
    private final class Acceptance extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Channel connection) {
                if (connections.incrementAndGet() > mostConnections) {
                    connections.decrementAndGet();
                    connection.unsafe().closeForcibly();
                    return;
                }
                connection.closeFuture().addListener(closed -> connections.decrementAndGet());
                if (patienceNanos > 0) {
                    connection.pipeline().addFirst(new ArrivalGuard(patienceNanos, leastRate));
                }
            }
            context.fireChannelRead(message);
        }
    }
}
