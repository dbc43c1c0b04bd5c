package dev.quartermaster.media;

import dev.quartermaster.domain.HeapShare;
import dev.quartermaster.outbound.AddressRule;
import dev.quartermaster.outbound.HostNames;
import dev.quartermaster.outbound.LinkRule;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Fetches the files that callers link to. A link is a caller's way to make this process connect somewhere, so it goes to
 * public hosts only, with nothing of ours or the caller's in the request, and takes no more than it is set to.
 */
@Singleton
class LinkFetcher {

    private static final long MOST_BYTES = 20 << 20;

    /** Connections to one host and port at once. */
    private static final int MOST_CONNECTIONS = 32;

    private final Vertx vertx;
    private final MediaConfig config;
    private final LinkRule links;
    private final HostNames hosts;
    private final AddressRule addresses;
    private final HttpClient client;
    private final long mostBytes;

    LinkFetcher(Vertx vertx, MediaConfig config, HostNames hosts, AddressRule addresses) {
        this.vertx = vertx;
        this.config = config;
        this.links = new LinkRule(
                config.allowHttp(),
                config.allowedHosts().orElse(List.of()),
                config.deniedHosts().orElse(List.of()));
        this.hosts = hosts;
        this.addresses = addresses;
        this.client = vertx.createHttpClient(options(config));
        this.mostBytes = config.maxBytes()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> HeapShare.of(LinkInliner.PART_OF_HEAP, MOST_BYTES));
    }

    /** A connection is for one request: one that is kept might be found again by its host's name alone. */
    static HttpClientOptions options(MediaConfig config) {
        return new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(MOST_CONNECTIONS)
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
    }

    /** Fails with a {@link dev.quartermaster.outbound.LinkFailure}. Cancelling drops the connection. */
    Uni<FetchedFiles.LinkedFile> fetch(String url, Duration atMost) {
        long mostMillis = Math.max(1, Math.min(config.timeout().toMillis(), atMost.toMillis()));
        return Uni.createFrom().emitter(emitter -> {
            Context context = vertx.getOrCreateContext();
            Download download = new Download(context, client, links, hosts, addresses, mostBytes, emitter);
            emitter.onTermination(() -> run(context, download::stop));
            run(context, () -> download.begin(url, mostMillis));
        });
    }

    /** On which a result may go on. */
    Context context() {
        return vertx.getOrCreateContext();
    }

    @PreDestroy
    void close() {
        client.close();
    }

    private static void run(Context context, Runnable step) {
        if (Vertx.currentContext() == context && Context.isOnEventLoopThread()) {
            step.run();
        } else {
            context.runOnContext(ignored -> step.run());
        }
    }
}
