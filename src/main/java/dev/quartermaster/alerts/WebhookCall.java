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

/** Sends one message to a webhook, once. */
@ApplicationScoped
class WebhookCall {

    private static final int CONNECT_MS = 5_000;

    /** A connection on which nothing comes for so long is closed: else a webhook that hangs keeps all there may be. */
    private static final int SILENCE_MS = 9_000;

    private final HttpClient client;
    private final int silenceMs;

    @Inject
    WebhookCall(Vertx vertx) {
        this(vertx, SILENCE_MS);
    }

    WebhookCall(Vertx vertx, int silenceMs) {
        this.silenceMs = silenceMs;
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_MS));
    }

    /** Fails when nobody answers. */
    @Timeout(10_000)
    Uni<WebhookAnswer> post(String url, Map<String, String> headers, byte[] body) {
        return Uni.createFrom().emitter(emitter -> client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(url)
                        .setIdleTimeout(silenceMs))
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
    private static WebhookAnswer read(HttpClientResponse response) {
        return new WebhookAnswer(response.statusCode(), seconds(response.getHeader("retry-after")));
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
