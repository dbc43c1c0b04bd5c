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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The part of AWS Lambda's APIs that a function talks to: it is handed events with a deadline, delivers its responses and
 * errors, and may register as an extension.
 */
public final class LambdaRuntime implements AutoCloseable {

    /** The most that AWS Lambda takes as a response. */
    public static final int LARGEST = 6 * 1024 * 1024;

    /** The time for an invocation where a test does not say it. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
    private static final String EXTENSION = "/2020-01-01/extension/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Result>> results = new ConcurrentHashMap<>();
    private final CompletableFuture<String> initError = new CompletableFuture<>();
    private final CompletableFuture<Void> extension = new CompletableFuture<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    private record Invocation(String id, byte[] event, Duration timeout) {}

    /**
     * What came of an invocation.
     *
     * @param failed whether the function ended it with an error, so that AWS may repeat it
     */
    public record Result(boolean failed, String body) {}

    public LambdaRuntime() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.setExecutor(threads);
        server.createContext(INVOCATION, this::serve);
        server.createContext(INIT_ERROR, exchange -> {
            try (exchange) {
                initError.complete(body(exchange));
                exchange.sendResponseHeaders(202, -1);
            }
        });
        server.createContext(EXTENSION, this::extend);
        server.start();
    }

    /** {@code host:port}, as it stands in {@code AWS_LAMBDA_RUNTIME_API}. */
    public String address() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** Completes with what the function says when it cannot start. */
    public CompletableFuture<String> initError() {
        return initError;
    }

    /** Completes when the function is an extension too, and so is told of its end. */
    public CompletableFuture<Void> extension() {
        return extension;
    }

    /** Completes when the function asks for its first event: its start is over. */
    public CompletableFuture<Void> asked() {
        return asked;
    }

    /** Hands the function an event and waits for its response. */
    public String invoke(String event, Duration patience) throws Exception {
        Result result = invoke(event, TIMEOUT, patience);
        if (result.failed()) {
            throw new AssertionError("the function failed: " + result.body());
        }
        return result.body();
    }

    /** Hands the function an event that it has so much time for, and waits for what comes of it. */
    public Result invoke(String event, Duration timeout, Duration patience) throws Exception {
        String id = UUID.randomUUID().toString();
        CompletableFuture<Result> result = new CompletableFuture<>();
        results.put(id, result);
        waiting.add(new Invocation(id, event.getBytes(StandardCharsets.UTF_8), timeout));
        return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(INVOCATION.length());
        try (exchange) {
            if (path.equals("next")) {
                asked.complete(null);
                hand(exchange, waiting.take());
                return;
            }
            String body = body(exchange);
            boolean tooLarge = path.endsWith("/response") && body.getBytes(StandardCharsets.UTF_8).length > LARGEST;
            exchange.sendResponseHeaders(tooLarge ? 413 : 202, -1);
            if (!tooLarge) {
                String id = path.substring(0, path.indexOf('/'));
                results.remove(id).complete(new Result(path.endsWith("/error"), body));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void extend(HttpExchange exchange) throws IOException {
        try {
            body(exchange);
            if (exchange.getRequestURI().getPath().endsWith("/register")) {
                exchange.getResponseHeaders().add("Lambda-Extension-Identifier", "an-id");
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            } else {
                extension.complete(null);
                // Nothing ever happens to it.
                new CompletableFuture<Void>().get();
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void hand(HttpExchange exchange, Invocation invocation) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", invocation.id());
        exchange.getResponseHeaders()
                .add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:111122223333:function:q");
        exchange.getResponseHeaders()
                .add(
                        "Lambda-Runtime-Deadline-Ms",
                        Long.toString(System.currentTimeMillis()
                                + invocation.timeout().toMillis()));
        exchange.sendResponseHeaders(200, invocation.event().length);
        exchange.getResponseBody().write(invocation.event());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
