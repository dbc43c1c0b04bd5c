package dev.quartermaster.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** An HTTP server on a free port of this machine that answers as it was last told, and remembers what it was asked. */
public final class StubServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger openConnections = new AtomicInteger();
    private volatile Charset charset = StandardCharsets.UTF_8;
    private volatile Consumer<HttpServerRequest> script =
            request -> request.response().setStatusCode(404).end();

    /** One request as it arrived. */
    public record Seen(String method, String uri, Map<String, String> headers, String body) {}

    private StubServer(HttpServer server) {
        this.server = server;
    }

    public static StubServer start(Vertx vertx) throws Exception {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"));
        StubServer stub = new StubServer(server);
        server.connectionHandler(connection -> {
            stub.connections.incrementAndGet();
            stub.openConnections.incrementAndGet();
            connection.closeHandler(closed -> stub.openConnections.decrementAndGet());
        });
        server.requestHandler(stub::handle);
        await(server.listen(0).toCompletionStage().toCompletableFuture());
        return stub;
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public Seen lastSeen() {
        return seen.get(seen.size() - 1);
    }

    /** How many connections were made to it in all. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return openConnections.get();
    }

    /** How the texts given to it become bytes; ISO 8859-1 lets binary pieces be given as texts. */
    public void writesIn(Charset charset) {
        this.charset = charset;
    }

    /** Answers with one whole body. */
    public void answers(int status, String contentType, String body, Map<String, String> headers) {
        script = request -> {
            HttpServerResponse response = request.response().setStatusCode(status);
            response.putHeader("content-type", contentType);
            headers.forEach(response::putHeader);
            response.end(body);
        };
    }

    /** Answers as it is told. */
    public void scripts(Consumer<HttpServerRequest> script) {
        this.script = script;
    }

    public void answersJson(int status, String body) {
        answers(status, "application/json", body, Map.of());
    }

    /** Streams the pieces, each on its own, and ends in good order. */
    public void streams(String contentType, List<String> pieces) {
        script = request -> {
            HttpServerResponse response = begin(request, contentType);
            pieces.forEach(piece -> response.write(bytes(piece)));
            response.end();
        };
    }

    /** Streams the pieces, then drops the connection. */
    public void streamsAndDrops(String contentType, List<String> pieces) {
        script = request -> {
            HttpServerResponse response = begin(request, contentType);
            Buffer all = Buffer.buffer();
            pieces.forEach(piece -> all.appendBuffer(bytes(piece)));
            response.write(all).onComplete(written -> request.connection().close());
        };
    }

    /** Streams the pieces, then says nothing more and keeps the connection open. */
    public void streamsAndFallsSilent(String contentType, List<String> pieces) {
        script = request -> {
            HttpServerResponse response = begin(request, contentType);
            pieces.forEach(piece -> response.write(bytes(piece)));
        };
    }

    /** Takes the request and never answers. */
    public void fallsSilent() {
        script = request -> {};
    }

    /**
     * Streams {@code first}, then {@code piece} over and over, as fast as the connection takes it.
     *
     * @param written counts the bytes that the connection has taken
     */
    public void floods(String contentType, String first, String piece, AtomicLong written) {
        script = request -> {
            HttpServerResponse response = begin(request, contentType);
            response.write(bytes(first));
            Runnable fill = () -> {
                while (!response.writeQueueFull() && !response.closed()) {
                    response.write(bytes(piece));
                    written.addAndGet(piece.length());
                }
            };
            response.drainHandler(drained -> fill.run());
            fill.run();
        };
    }

    @Override
    public void close() {
        await(server.close().toCompletionStage().toCompletableFuture());
    }

    private void handle(HttpServerRequest request) {
        request.bodyHandler(body -> {
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
            seen.add(new Seen(request.method().name(), request.uri(), headers, body.toString()));
            script.accept(request);
        });
    }

    private Buffer bytes(String piece) {
        return Buffer.buffer(piece.getBytes(charset));
    }

    private static HttpServerResponse begin(HttpServerRequest request, String contentType) {
        return request.response().putHeader("content-type", contentType).setChunked(true);
    }

    private static void await(CompletableFuture<?> future) {
        future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
