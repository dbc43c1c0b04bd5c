package dev.quartermaster.provider.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.RetryAfter;
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.http.WireClients;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.provider.translation.Json;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes OpenAI providers. */
@Singleton
class OpenAiFactory implements ProviderFactory {

    private final Vertx vertx;
    private final ObjectMapper mapper;
    private final Clock clock;

    OpenAiFactory(Vertx vertx, ObjectMapper mapper, Clock clock) {
        this.vertx = vertx;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public String type() {
        return ProviderId.OPENAI.value();
    }

    @Override
    public boolean needsKey() {
        return true;
    }

    @Override
    public Optional<String> defaultBaseUrl() {
        return Optional.of("https://api.openai.com");
    }

    @Override
    public ChatProvider create(ProviderId id, ProviderSettings settings) {
        return create(id, settings, true);
    }

    /**
     * Makes one for OpenAI or a service that speaks its protocols.
     *
     * @param openAi whether it is OpenAI itself: it serves the Responses API too, unless its settings say otherwise, and
     *     has custom tools
     */
    ChatProvider create(ProviderId id, ProviderSettings settings, boolean openAi) {
        Json json = new Json(mapper);
        return new OpenAiProvider(
                id,
                settings,
                WireClients.create(OpenAiApi.class, settings),
                new ProviderHttpClient(vertx, settings),
                new Protocols(
                        json,
                        new ErrorReader(json, new FailureClassifier(settings.failures(), clock)),
                        settings.responses().orElse(openAi),
                        settings.reasoningField().orElse(null)),
                new RateLimitHeaders(new RetryAfter(clock)),
                openAi);
    }
}
