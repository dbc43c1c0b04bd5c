package dev.quartermaster.provider.ollama;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.http.ProviderHttpClient;
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
        return new OllamaProvider(id, settings, new ProviderHttpClient(vertx, settings), mapper, clock);
    }
}
