package dev.quartermaster.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import redis.embedded.RedisServer;

/** A Redis server of this build's own, which can be stopped like a machine that no longer answers. */
public final class EmbeddedRedis implements QuarkusTestResourceLifecycleManager, AutoCloseable {

    private static volatile EmbeddedRedis current;

    private RedisServer server;
    private int port;

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            server = RedisServer.newRedisServer()
                    .port(port)
                    .setting("bind 127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        current = this;
        return Map.of("REDIS_URL", address());
    }

    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    /** The one that a running test has. */
    public static EmbeddedRedis current() {
        return current;
    }

    /** It takes connections and says nothing. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        List<Long> processes = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("redis"))
                .map(ProcessHandle::pid)
                .toList();
        if (processes.isEmpty()) {
            throw new IllegalStateException("no process of Redis is found");
        }
        for (long process : processes) {
            try {
                int status = new ProcessBuilder("kill", name, Long.toString(process))
                        .start()
                        .waitFor();
                if (status != 0) {
                    throw new IllegalStateException("kill " + name + " ended with " + status);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
