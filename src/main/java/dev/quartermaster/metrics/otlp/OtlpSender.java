package dev.quartermaster.metrics.otlp;

import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.Finding;
import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts messages of OTLP to a collector, in the binary form, once and without retries. */
final class OtlpSender {

    private static final int CONNECTIONS = 2;

    private final HttpClient client;
    private final String endpoint;
    private final Map<String, String> headers;
    private final long timeoutMillis;
    private final Clock clock;
    private final Instant start;
    private volatile @Nullable Finding failing;

    OtlpSender(Vertx vertx, String endpoint, OtlpConfig config, Clock clock) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setConnectTimeout((int)
                        config.timeout().toMillis()));
        this.endpoint = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        this.headers = Map.copyOf(config.headers());
        this.timeoutMillis = config.timeout().toMillis();
        this.clock = clock;
        this.start = clock.instant();
    }

    /** Sends a message; the result fails where the collector does not take it in time. */
    CompletableResultCode send(String path, Marshaler message) {
        CompletableResultCode result = new CompletableResultCode();
        try {
            post(path, bytes(message))
                    .onSuccess(status -> ended(status >= 200 && status < 300, "status " + status, result))
                    .onFailure(failure ->
                            ended(false, "no answer (" + failure.getClass().getSimpleName() + ")", result));
        } catch (IOException | RuntimeException e) {
            ended(false, e.getClass().getSimpleName(), result);
        }
        return result;
    }

    private Future<Integer> post(String path, byte[] body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(endpoint + path)
                .setTimeout(timeoutMillis)
                .setIdleTimeout(timeoutMillis);
        return client.request(options).compose(request -> send(request, body)).compose(response -> response.end()
                .map(end -> response.statusCode()));
    }

    private Future<io.vertx.core.http.HttpClientResponse> send(HttpClientRequest request, byte[] body) {
        headers.forEach(request::putHeader);
        return request.putHeader("content-type", "application/x-protobuf").send(Buffer.buffer(body));
    }

    private static byte[] bytes(Marshaler message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.getBinarySerializedSize());
        message.writeBinaryTo(bytes);
        return bytes.toByteArray();
    }

    private void ended(boolean accepted, String problem, CompletableResultCode result) {
        Finding before = failing;
        if (accepted) {
            failing = null;
            result.succeed();
            return;
        }
        if (before == null) {
            Log.warnf("The collector of traces and metrics does not take them: %s", problem);
        }
        failing = new Finding(before == null ? clock.instant() : before.since(), problem);
        result.fail();
    }

    @Nullable String problem() {
        Finding now = failing;
        return now == null ? null : now.detail();
    }

    ComponentStatus status() {
        Finding now = failing;
        return now == null
                ? ComponentStatus.ok(start)
                : ComponentStatus.degraded(
                        now.since(), now.detail(), "Requests are served; the collector misses traces or metrics.");
    }

    void close() {
        client.close();
    }
}
