package dev.quartermaster.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The part of the AWS Lambda runtime API that a function talks to: it is handed events and delivers its responses. */
public final class LambdaRuntime implements AutoCloseable {

    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";

    private final HttpServer server;
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<String>> responses = new ConcurrentHashMap<>();

    private record Invocation(String id, String event) {}

    public LambdaRuntime() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext(INVOCATION, this::serve);
        server.start();
    }

    /** {@code host:port}, as it stands in {@code AWS_LAMBDA_RUNTIME_API}. */
    public String address() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** Hands the function an event and waits for its response. */
    public String invoke(String event, Duration patience) throws Exception {
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), event);
        CompletableFuture<String> response = new CompletableFuture<>();
        responses.put(invocation.id(), response);
        waiting.add(invocation);
        return response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(INVOCATION.length());
        try (exchange) {
            if (path.equals("next")) {
                hand(exchange, waiting.take());
                return;
            }
            String id = path.substring(0, path.indexOf('/'));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            CompletableFuture<String> response = responses.remove(id);
            if (path.endsWith("/response")) {
                response.complete(body);
            } else {
                response.completeExceptionally(new AssertionError("the function failed: " + body));
            }
            exchange.sendResponseHeaders(202, -1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hand(HttpExchange exchange, Invocation invocation) throws IOException {
        byte[] event = invocation.event().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", invocation.id());
        exchange.getResponseHeaders()
                .add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:111122223333:function:q");
        exchange.getResponseHeaders()
                .add("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
    }

    @Override
    public void close() {
        server.stop(0);
        ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
    }
}
