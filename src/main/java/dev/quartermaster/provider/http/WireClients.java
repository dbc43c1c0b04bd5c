package dev.quartermaster.provider.http;

import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/** Makes REST clients from the wire interfaces of the providers, for any base URL. */
public final class WireClients {

    /** The caller's own limit on the whole answer is the one that counts; this one only backs it up. */
    private static final long READ_TIMEOUT_SLACK_MILLIS = 1_000;

    private WireClients() {}

    /** The client never throws for a status: every answer comes back as it is, to be classified. */
    public static <T> T create(Class<T> api, ProviderSettings settings) {
        return QuarkusRestClientBuilder.newBuilder()
                .baseUri(URI.create(settings.baseUrl()))
                .connectTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(settings.timeout().toMillis() + READ_TIMEOUT_SLACK_MILLIS, TimeUnit.MILLISECONDS)
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, settings.maxConcurrent())
                .property("microprofile.rest.client.disable.default.mapper", true)
                .build(api);
    }

    /**
     * The answer to a call, whatever its status. Fails with a {@link dev.quartermaster.domain.ProviderFailure} when there
     * was none, or not in time; the call is then aborted.
     */
    public static Uni<ProviderResponse> answer(Uni<Response> call, ProviderSettings settings) {
        return call.map(ProviderResponse::of)
                .ifNoItem()
                .after(settings.timeout())
                .fail()
                .onFailure()
                .transform(FailureClassifier::unanswered);
    }

    /** Closes a client made here. */
    public static void close(Object client) {
        try {
            ((Closeable) client).close();
        } catch (IOException unusual) {
            throw new UncheckedIOException(unusual);
        }
    }
}
