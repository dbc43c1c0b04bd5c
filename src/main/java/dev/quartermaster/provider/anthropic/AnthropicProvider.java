package dev.quartermaster.provider.anthropic;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.IdentifierFormat;
import dev.quartermaster.provider.IdentifierRules;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.TokenCounter;
import dev.quartermaster.provider.claude.ClaudeGeneration;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.http.StreamClient;
import dev.quartermaster.provider.http.StreamRequest;
import dev.quartermaster.provider.http.WireClients;
import dev.quartermaster.provider.translation.Json;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls Anthropic's Messages API, or whoever else answers to that protocol at the base URL. */
final class AnthropicProvider implements ChatProvider, TokenCounter {

    private static final String API_VERSION = "2023-06-01";

    private static final IdentifierRules IDENTIFIERS =
            new IdentifierRules(IdentifierFormat.plain(128), IdentifierFormat.plain(128));

    private final ProviderId id;
    private final ProviderSettings settings;
    private final AnthropicApi api;
    private final StreamClient streams;
    private final Json json;
    private final ErrorReader errors;
    private final QuotaHeaders limits;

    AnthropicProvider(
            ProviderId id,
            ProviderSettings settings,
            AnthropicApi api,
            StreamClient streams,
            Json json,
            ErrorReader errors,
            QuotaHeaders limits) {
        this.id = id;
        this.settings = settings;
        this.api = api;
        this.streams = streams;
        this.json = json;
        this.errors = errors;
        this.limits = limits;
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public boolean takesLink(Part.Media media) {
        return true;
    }

    @Override
    public boolean takesPrefill(ModelSpec model) {
        return ClaudeGeneration.of(model).takesPrefill();
    }

    @Override
    public IdentifierRules identifiers(ProviderCall<ChatRequest> call) {
        return IDENTIFIERS;
    }

    @Override
    public Uni<ChatReply> chat(ProviderCall<ChatRequest> call) {
        return Uni.createFrom().deferred(() -> chat(call, Exchange.of(call, json)));
    }

    private Uni<ChatReply> chat(ProviderCall<ChatRequest> call, Exchange exchange) {
        byte[] body = json.write(exchange.body(false));
        return WireClients.answer(api.messages(secret(call.key()), API_VERSION, exchange.beta(), body), settings)
                .invoke(providerResponse -> report(providerResponse.headers(), call))
                .map(providerResponse -> exchange.unwrap(reply(providerResponse, call)));
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom().deferred(() -> {
            Exchange exchange = Exchange.of(call, json);
            return streams.post(streamRequest(call, exchange), () -> exchange.unwrap(reader(call)));
        });
    }

    @Override
    public Uni<Long> countTokens(ProviderCall<ChatRequest> call) {
        return Uni.createFrom()
                .deferred(() -> {
                    byte[] body = json.write(RequestTranslator.countBody(call, json));
                    String beta = Exchange.beta(call.request());
                    return WireClients.answer(api.countTokens(secret(call.key()), API_VERSION, beta, body), settings);
                })
                .map(providerResponse -> tokens(providerResponse, call.key()));
    }

    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return Uni.createFrom()
                .deferred(() -> WireClients.answer(api.models(secret(key), API_VERSION), settings))
                .invoke(providerResponse -> accepted(providerResponse, key))
                .replaceWithVoid();
    }

    @Override
    public void close() {
        streams.close();
        WireClients.close(api);
    }

    private ProviderResponse accepted(ProviderResponse providerResponse, @Nullable ApiKey key) {
        return providerResponse.accepted(refused -> errors.refused(refused, key));
    }

    private ChatReply reply(ProviderResponse providerResponse, ProviderCall<ChatRequest> call) {
        Wire.Message message = json.read(accepted(providerResponse, call.key()).body(), Wire.Message.class);
        if (message.error() != null) {
            throw errors.inside(message.error(), call.key());
        }
        return new ReplyTranslator(json).reply(message, call.request());
    }

    private long tokens(ProviderResponse providerResponse, @Nullable ApiKey key) {
        Long tokens = json.read(accepted(providerResponse, key).body(), Wire.TokenCount.class)
                .inputTokens();
        if (tokens == null) {
            throw FailureClassifier.unreadable();
        }
        return tokens;
    }

    private StreamRequest streamRequest(ProviderCall<ChatRequest> call, Exchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "text/event-stream");
        headers.put(AnthropicApi.VERSION, API_VERSION);
        if (call.key() != null) {
            headers.put(AnthropicApi.KEY, secret(call.key()));
        }
        if (exchange.beta() != null) {
            headers.put(AnthropicApi.BETA, exchange.beta());
        }
        String url = settings.baseUrl() + "/v1/messages";
        return new StreamRequest(url, headers, json.write(exchange.body(true)), "text/event-stream");
    }

    private StreamReader reader(ProviderCall<ChatRequest> call) {
        return new MessagesStream(call, json, errors, headers -> report(headers, call));
    }

    private void report(ResponseHeaders headers, ProviderCall<ChatRequest> call) {
        limits.read(headers).ifPresent(call.quota());
    }

    private static @Nullable String secret(@Nullable ApiKey key) {
        return key == null ? null : key.value();
    }
}
