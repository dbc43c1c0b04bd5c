package dev.quartermaster.provider.http;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.tool.CheckedCallStream;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.function.Supplier;

/**
 * Posts requests whose answers are streams. One per provider: it holds that provider's connections for streams, kept
 * open between calls. The REST client serves whole answers; what it lacks for streams is written down in
 * {@code src/docs/adr/0010-streams-over-the-vertx-client.md}.
 */
public final class StreamClient implements AutoCloseable {

    private final Vertx vertx;
    private final HttpClient client;
    private final Timeouts timeouts;

    /**
     * Timeouts in milliseconds, at least one each.
     *
     * @param head until the answer's headers are there, including the wait for a free connection
     * @param idle the longest silence while the reader waits
     */
    record Timeouts(long head, long idle) {

        static Timeouts of(ProviderSettings settings) {
            return new Timeouts(
                    Math.max(1, settings.firstTokenTimeout().toMillis()),
                    Math.max(1, settings.idleTimeout().toMillis()));
        }
    }

    public StreamClient(Vertx vertx, ProviderSettings settings) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(true)
                .setMaxPoolSize(settings.maxConcurrent())
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis())));
        this.timeouts = Timeouts.of(settings);
    }

    /**
     * One call per subscription. The connection is read only as deltas are asked for. Completes at the protocol's
     * terminal marker; fails with a {@link dev.quartermaster.domain.ProviderFailure}; cancelling aborts the call.
     */
    public Multi<ChatDelta> post(StreamRequest request, Supplier<StreamReader> reader) {
        return Multi.createFrom().safePublisher(subscriber -> new StreamedCall(
                        vertx.getOrCreateContext(),
                        client,
                        timeouts,
                        request,
                        new CheckedCallStream(reader.get()),
                        subscriber)
                .begin());
    }

    @Override
    public void close() {
        client.close();
    }
}
