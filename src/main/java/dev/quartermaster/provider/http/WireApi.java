package dev.quartermaster.provider.http;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.failure.ProviderResponse;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The REST client of one provider, with its timeout and its reader of error responses. */
public final class WireApi<A> implements AutoCloseable {

    private final A api;
    private final ProviderSettings settings;
    private final BiFunction<ProviderResponse, @Nullable ApiKey, ProviderFailure> errors;

    public WireApi(
            Class<A> type,
            ProviderSettings settings,
            BiFunction<ProviderResponse, @Nullable ApiKey, ProviderFailure> errors) {
        this.api = WireClients.create(type, settings);
        this.settings = settings;
        this.errors = errors;
    }

    /** The response to a call, whatever its status. Each subscription is one call. */
    public Uni<ProviderResponse> send(Function<A, Uni<Response>> call) {
        return Uni.createFrom().deferred(() -> WireClients.answer(call.apply(api), settings));
    }

    /** The body of a successful response; any other fails the call. */
    public Uni<byte[]> call(@Nullable ApiKey key, Function<A, Uni<Response>> call) {
        return send(call).map(response -> body(response, key));
    }

    /** @throws ProviderFailure when the response is not successful */
    public byte[] body(ProviderResponse response, @Nullable ApiKey key) {
        return response.accepted(refused -> errors.apply(refused, key)).body();
    }

    @Override
    public void close() {
        WireClients.close(api);
    }
}
