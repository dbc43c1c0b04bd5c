package dev.quartermaster.provider.http;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.tool.CheckedCallStream;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.function.Supplier;

/**
 * Calls one provider's models, for whole answers and for streams. It holds the provider's connections, kept open between
 * calls. Why it is not a REST client is written down in {@code src/docs/adr/0010-model-calls-over-the-vertx-client.md}.
 */
public final class ProviderHttpClient implements AutoCloseable {

    private final Vertx vertx;
    private final HttpClient client;
    private final Timeouts timeouts;

    /**
     * Timeouts in milliseconds, at least one each.
     *
     * @param whole until a whole answer is there, including the wait for a free connection
     * @param head until a stream's headers are there, including the wait for a free connection
     * @param idle the longest silence while the reader of a stream waits
     */
    record Timeouts(long whole, long head, long idle) {

        static Timeouts of(ProviderSettings settings) {
            return new Timeouts(
                    Math.max(1, settings.timeout().toMillis()),
                    Math.max(1, settings.firstTokenTimeout().toMillis()),
                    Math.max(1, settings.idleTimeout().toMillis()));
        }
    }

    public ProviderHttpClient(Vertx vertx, ProviderSettings settings) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(true)
                .setMaxPoolSize(settings.maxConcurrent())
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis())));
        this.timeouts = Timeouts.of(settings);
    }

    /**
     * The response, whatever its status; one call per subscription. Fails with a
     * {@link dev.quartermaster.domain.ProviderFailure} when there is none, or not in time; the call is then aborted, as it
     * is when the subscription is cancelled.
     */
    public Uni<ProviderResponse> send(ProviderRequest request) {
        return Uni.createFrom().emitter(emitter -> new WholeCall(vertx.getOrCreateContext(), emitter)
                .begin(client, request, timeouts.whole()));
    }

    /**
     * One call per subscription. The connection is read only as deltas are asked for. Completes at the protocol's
     * terminal marker; fails with a {@link dev.quartermaster.domain.ProviderFailure}; cancelling aborts the call.
     */
    public Multi<ChatDelta> stream(ProviderRequest request, Supplier<StreamReader> reader) {
        return Multi.createFrom().safePublisher(subscriber -> new StreamedCall(
                        vertx.getOrCreateContext(),
                        client,
                        timeouts,
                        request,
                        new CheckedCallStream(reader.get()),
                        subscriber)
                .begin());
    }

    /** Runs a step on the event loop of a context, at once if that is the current one. */
    static void run(Context context, Runnable step) {
        if (Vertx.currentContext() == context && Context.isOnEventLoopThread()) {
            step.run();
        } else {
            context.runOnContext(ignored -> step.run());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
