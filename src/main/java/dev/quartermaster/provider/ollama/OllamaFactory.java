package dev.quartermaster.provider.ollama;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.http.StreamClient;
import dev.quartermaster.provider.http.WireClients;
import dev.quartermaster.provider.translation.Json;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes Ollama providers. */
@Singleton
class OllamaFactory implements ProviderFactory {

    private final Vertx vertx;
    private final ObjectMapper mapper;
    private final Clock clock;

    OllamaFactory(Vertx vertx, ObjectMapper mapper, Clock clock) {
        this.vertx = vertx;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public String type() {
        return ProviderId.OLLAMA.value();
    }

    @Override
    public boolean needsKey() {
        return false;
    }

    /** There is no public service, and whether one runs on this machine is for its owner to say. */
    @Override
    public Optional<String> defaultBaseUrl() {
        return Optional.empty();
    }

    @Override
    public Optional<String> baseUrlVariable() {
        return Optional.of("OLLAMA_BASE_URL");
    }

    @Override
    public ChatProvider create(ProviderId id, ProviderSettings settings) {
        Json json = new Json(mapper);
        return new OllamaProvider(
                id,
                settings,
                WireClients.create(OllamaApi.class, settings),
                new StreamClient(vertx, settings),
                json,
                new ErrorReader(json, new FailureClassifier(settings.failures(), clock)),
                new RequestTranslator(mapper));
    }
}
