package dev.quartermaster.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of OpenTelemetry and a CloudWatch that take all they are sent, and remember it. */
public final class Sinks implements QuarkusTestResourceLifecycleManager {

    /** One call. */
    public record Call(String path, Map<String, List<String>> headers, byte[] body) {}

    private static final List<Call> CALLS = new CopyOnWriteArrayList<>();

    private HttpServer server;

    /** Returns the calls to a path, the oldest first. */
    public static List<Call> calls(String path) {
        return CALLS.stream().filter(call -> call.path().equals(path)).toList();
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", Sinks::take);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "quartermaster.metrics.otlp.endpoint", url,
                "quartermaster.metrics.otlp.headers.x-collector-key", "let-me-in",
                "quartermaster.metrics.otlp.interval", "24h",
                "quartermaster.metrics.cloudwatch.enabled", "true",
                "quartermaster.metrics.cloudwatch.base-url", url,
                "quartermaster.metrics.cloudwatch.interval", "24h",
                "quartermaster.metrics.max-agent-types", "20");
    }

    private static void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        CALLS.add(new Call(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
