package dev.quartermaster.provider.google;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.translation.Json;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes Google providers. */
@Singleton
class GoogleFactory implements ProviderFactory {

    private final Vertx vertx;
    private final ObjectMapper mapper;
    private final Clock clock;

    GoogleFactory(Vertx vertx, ObjectMapper mapper, Clock clock) {
        this.vertx = vertx;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public String type() {
        return ProviderId.GOOGLE.value();
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public Optional<String> defaultBaseUrl() {
        return Optional.of("https://generativelanguage.googleapis.com");
    }

    @Override
    public ChatProvider create(ProviderId id, ProviderSettings settings) {
        return new GoogleProvider(id, settings, new ProviderHttpClient(vertx, settings), new Json(mapper), clock);
    }
}
