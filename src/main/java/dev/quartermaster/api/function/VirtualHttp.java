package dev.quartermaster.api.function;

import dev.quartermaster.api.function.FunctionEvent.Http;
import dev.quartermaster.aws.Invocation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.netty.runtime.virtual.VirtualClientConnection;
import io.quarkus.netty.runtime.virtual.VirtualResponseHandler;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends requests to the HTTP server of this process, within its memory. */
final class VirtualHttp {

    private static final int ANY_PORT = 443;

    private VirtualHttp() {}

    /** An answer, and whether it is all of it. */
    record Exchange(@Nullable HttpAnswer answer, boolean complete) {}

    /**
     * Waits on the thread of the Lambda runtime, which has nothing else to do.
     *
     * @param millis the longest wait; what has come by then is in the result, and the request is given up
     */
    static Exchange send(Http event, Invocation invocation, long millis) throws InterruptedException {
        Collector collector = new Collector();
        VirtualClientConnection<?> connection =
                VirtualClientConnection.connect(collector, VertxHttpRecorder.VIRTUAL_HTTP, address(event.client()));
        try {
            connection.sendMessage(request(event, invocation));
            connection.sendMessage(content(event.body()));
            collector.complete.get(Math.max(1, millis), TimeUnit.MILLISECONDS);
            return new Exchange(collector.answer(), true);
        } catch (TimeoutException late) {
            return new Exchange(collector.answer(), false);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the server gave no answer", failed.getCause());
        } finally {
            connection.close();
        }
    }

    private static @Nullable InetSocketAddress address(@Nullable String client) {
        // A literal address: nothing is looked up.
        return client == null || !client.matches("[0-9a-fA-F:.]+") ? null : new InetSocketAddress(client, ANY_PORT);
    }

    private static DefaultHttpRequest request(Http event, Invocation invocation) {
        QuarkusHttpHeaders headers = new QuarkusHttpHeaders();
        headers.setContextObject(Invocation.class, invocation);
        DefaultHttpRequest request = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(event.method()), event.target(), headers);
        event.headers().forEach(header -> request.headers().add(header.name(), header.value()));
        return request;
    }

    private static HttpContent content(byte[] body) {
        return body.length == 0
                ? LastHttpContent.EMPTY_LAST_CONTENT
                : new DefaultLastHttpContent(Unpooled.wrappedBuffer(body));
    }

    /** Puts an answer together as its pieces come. */
    private static final class Collector implements VirtualResponseHandler {

        private final CompletableFuture<Void> complete = new CompletableFuture<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;
        private List<HttpField> headers = List.of();

        @Override
        public synchronized void handleMessage(Object message) {
            try {
                if (message instanceof HttpResponse head) {
                    status = head.status().code();
                    headers = head.headers().entries().stream()
                            .map(header -> new HttpField(header.getKey(), header.getValue()))
                            .filter(header -> !header.is("transfer-encoding") && !header.is("connection"))
                            .toList();
                }
                if (message instanceof HttpContent content) {
                    ByteBuf bytes = content.content();
                    byte[] piece = new byte[bytes.readableBytes()];
                    bytes.readBytes(piece);
                    body.writeBytes(piece);
                }
                if (message instanceof LastHttpContent) {
                    complete.complete(null);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void close() {
            complete.completeExceptionally(new IllegalStateException("the connection was closed"));
        }

        /** Null as long as there is no head. */
        synchronized @Nullable HttpAnswer answer() {
            return status == 0 ? null : new HttpAnswer(status, headers, body.toByteArray());
        }
    }
}
