package dev.quartermaster.provider.bedrock;

import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends requests whose answers come whole. Not a REST client, because that one encodes paths itself: a signed path must
 * go out byte for byte.
 */
final class BedrockClient implements AutoCloseable {

    private final HttpClient client;
    private final Duration timeout;

    BedrockClient(Vertx vertx, ProviderSettings settings) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(true)
                .setMaxPoolSize(settings.maxConcurrent())
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis())));
        this.timeout = settings.timeout();
    }

    /**
     * The answer, whatever its status. Fails with a {@link dev.quartermaster.domain.ProviderFailure} when there was none,
     * or not in time; the call is then aborted, as it is when the subscription is cancelled.
     */
    Uni<ProviderResponse> send(HttpMethod method, URI uri, Map<String, String> headers, byte[] body) {
        RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(uri.toString());
        headers.forEach(options::putHeader);
        return Uni.createFrom()
                .<ProviderResponse>emitter(emitter -> client.request(options)
                        .onSuccess(request -> send(request, body, emitter))
                        .onFailure(emitter::fail))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .transform(FailureClassifier::unanswered);
    }

    private static void send(HttpClientRequest request, byte[] body, UniEmitter<? super ProviderResponse> emitter) {
        AtomicBoolean over = new AtomicBoolean();
        emitter.onTermination(() -> {
            if (over.compareAndSet(false, true)) {
                request.reset();
            }
        });
        request.send(Buffer.buffer(body))
                .compose(response -> response.body().map(whole -> answer(response, whole)))
                .onComplete(answered -> {
                    over.set(true);
                    if (answered.succeeded()) {
                        emitter.complete(answered.result());
                    } else {
                        emitter.fail(answered.cause());
                    }
                });
    }

    private static ProviderResponse answer(HttpClientResponse response, Buffer body) {
        return new ProviderResponse(response.statusCode(), response::getHeader, body.getBytes());
    }

    @Override
    public void close() {
        client.close();
    }
}
