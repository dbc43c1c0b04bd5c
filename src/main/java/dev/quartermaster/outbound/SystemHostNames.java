package dev.quartermaster.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.List;

/**
 * Asks the operating system, as everything else in this process does. That blocks, so it happens on a few threads of its
 * own: a name server that answers slowly, and may belong to whoever sent the link, holds up nothing but links.
 */
@Singleton
final class SystemHostNames implements HostNames {

    private static final int THREADS = 4;

    private final WorkerExecutor threads;

    SystemHostNames(Vertx vertx) {
        this.threads = vertx.createSharedWorkerExecutor("linked-hosts", THREADS);
    }

    @Override
    public Future<List<InetAddress>> addresses(String host) {
        return threads.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
    }
}
