package dev.quartermaster.provider.http;

import dev.quartermaster.domain.HeapShare;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.tool.CheckedCallStream;
import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.impl.ContextInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Calls one provider's models, for whole answers and for streams. It holds the provider's connections, kept open between
 * calls, in one pool for each event loop: a call goes out and comes back on the loop of its caller, where one pool for all
 * would hand half of the calls to another loop and back. How many are open at once is up to the provider's bulkhead. Why
 * it is not a REST client is written down in {@code src/docs/adr/0010-model-calls-over-the-vertx-client.md}.
 */
public final class ProviderHttpClient implements AutoCloseable {

    private static final int PART_OF_HEAP = 8;
    private static final long MOST_BYTES = 256 << 20;

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final Map<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();
    private final Timeouts timeouts;
    private final long mostBytes;

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
        this(vertx, settings, HeapShare.of(PART_OF_HEAP, MOST_BYTES));
    }

    /** @param mostBytes of a whole answer; a larger one is not read on */
    ProviderHttpClient(Vertx vertx, ProviderSettings settings, long mostBytes) {
        this.vertx = vertx;
        this.options = new HttpClientOptions()
                .setKeepAlive(true)
                .setMaxPoolSize(settings.maxConcurrent())
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
        this.timeouts = Timeouts.of(settings);
        this.mostBytes = mostBytes;
    }

    /**
     * The response, whatever its status; one call per subscription. Fails with a
     * {@link dev.quartermaster.domain.ProviderFailure} when there is none, or not in time; the call is then aborted, as it
     * is when the subscription is cancelled.
     */
    public Uni<ProviderResponse> send(ProviderRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = vertx.getOrCreateContext();
            new WholeCall(context, emitter, mostBytes).begin(client(context), request, timeouts.whole());
        });
    }

    /**
     * One call per subscription. The connection is read only as deltas are asked for. Completes at the protocol's
     * terminal marker; fails with a {@link dev.quartermaster.domain.ProviderFailure}; cancelling aborts the call.
     */
    public Multi<ChatDelta> stream(ProviderRequest request, Supplier<StreamReader> reader) {
        return Multi.createFrom().safePublisher(subscriber -> {
            Context context = vertx.getOrCreateContext();
            StreamReader checked = new CheckedCallStream(reader.get());
            new StreamedCall(context, client(context), timeouts, request, checked, subscriber).begin();
        });
    }

    private HttpClient client(Context context) {
        EventLoop loop = ((ContextInternal) context).nettyEventLoop();
        HttpClient known = clients.get(loop);
        return known != null ? known : clients.computeIfAbsent(loop, any -> vertx.createHttpClient(options));
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
        clients.values().forEach(HttpClient::close);
    }
}
