package dev.quartermaster.outbound;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of hosts. */
@FunctionalInterface
public interface HostNames {

    /** Finds all addresses of a name, or the one of a literal; fails when there is none. Does not block. */
    Future<List<InetAddress>> addresses(String host);
}
