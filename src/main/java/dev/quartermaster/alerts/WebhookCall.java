package dev.quartermaster.alerts;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jspecify.annotations.Nullable;

/** Sends one request to a webhook, without retries. */
@ApplicationScoped
class WebhookCall {

    /** Response of a webhook. */
    record WebhookResponse(int status, Optional<Duration> retryAfter) {

        boolean isAccepted() {
            return status >= 200 && status < 300;
        }

        /** Returns whether a later retry may succeed. */
        boolean isRetryable() {
            return status == 408 || status == 429 || status >= 500;
        }
    }

    private static final int CONNECT_MS = 5_000;

    /** Idle time after which a connection is closed, so that a webhook that hangs does not exhaust the pool. */
    private static final int IDLE_MS = 9_000;

    private final HttpClient client;
    private final int idleMs;

    @Inject
    WebhookCall(Vertx vertx) {
        this(vertx, IDLE_MS);
    }

    WebhookCall(Vertx vertx, int idleMs) {
        this.idleMs = idleMs;
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MS));
    }

    /** Fails without an answer. */
    @Timeout(10_000)
    Uni<WebhookResponse> post(String url, Map<String, String> headers, byte[] body) {
        return Uni.createFrom().emitter(emitter -> client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(url)
                        .setIdleTimeout(idleMs))
                .compose(request -> send(request, headers, body))
                .onSuccess(response -> emitter.complete(read(response)))
                .onFailure(emitter::fail));
    }

    private static io.vertx.core.Future<HttpClientResponse> send(
            HttpClientRequest request, Map<String, String> headers, byte[] body) {
        headers.forEach(request::putHeader);
        return request.send(Buffer.buffer(body));
    }

    /** Reads the status and {@code Retry-After}; the body is ignored. */
    private static WebhookResponse read(HttpClientResponse response) {
        return new WebhookResponse(response.statusCode(), seconds(response.getHeader("retry-after")));
    }

    private static Optional<Duration> seconds(@Nullable String retryAfter) {
        try {
            return retryAfter == null
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(retryAfter.strip()))));
        } catch (NumberFormatException aDate) {
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
