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
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.failure.RetryAfter;
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.http.ProviderRequest;
import dev.quartermaster.provider.http.WireApi;
import dev.quartermaster.provider.tool.FormattedRequest;
import dev.quartermaster.provider.translation.Json;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls Anthropic's Messages API, or whoever else answers to that protocol at the base URL. */
final class AnthropicProvider implements ChatProvider, TokenCounter {

    private static final String EVENTS = "text/event-stream";
    private static final String API_VERSION = "2023-06-01";

    private static final IdentifierRules IDENTIFIERS =
            new IdentifierRules(IdentifierFormat.plain(128), IdentifierFormat.plain(128));

    private final ProviderId id;
    private final String url;
    private final WireApi<AnthropicApi> api;
    private final ProviderHttpClient client;
    private final Json json;
    private final ErrorReader errors;
    private final QuotaHeaders quotas;

    AnthropicProvider(ProviderId id, ProviderSettings settings, ProviderHttpClient client, Json json, Clock clock) {
        this.id = id;
        this.url = settings.baseUrl() + "/v1/messages";
        this.client = client;
        this.json = json;
        this.errors = new ErrorReader(json, new FailureClassifier(settings.failures(), clock));
        this.quotas = new QuotaHeaders(new RetryAfter(clock));
        this.api = new WireApi<>(AnthropicApi.class, settings, errors::refused);
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
        return Uni.createFrom().deferred(() -> {
            FormattedRequest formatted = formatted(call);
            byte[] body = body(call, formatted, false);
            return client.send(ProviderRequest.post(url, headers(call, "application/json"), body))
                    .invoke(response -> report(response.headers(), call))
                    .map(response -> formatted.unwrap(reply(api.body(response, call.key()), call)));
        });
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom().deferred(() -> {
            FormattedRequest formatted = formatted(call);
            return client.stream(streamRequest(call, formatted), () -> formatted.unwrap(reader(call)));
        });
    }

    @Override
    public Uni<Long> countTokens(ProviderCall<ChatRequest> call) {
        return api.call(
                        call.key(),
                        messages -> messages.countTokens(
                                secret(call.key()),
                                API_VERSION,
                                RequestTranslator.beta(call.request()),
                                json.write(RequestTranslator.countBody(call, json))))
                .map(body -> json.read(body, Wire.TokenCount.class).inputTokens())
                .onItem()
                .ifNull()
                .failWith(FailureClassifier::unreadable);
    }

    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return api.call(key, messages -> messages.models(secret(key), API_VERSION))
                .replaceWithVoid();
    }

    @Override
    public void close() {
        client.close();
        api.close();
    }

    private FormattedRequest formatted(ProviderCall<ChatRequest> call) {
        return FormattedRequest.of(call.request(), format -> NativeFormat.isSupported(call, format), json);
    }

    private byte[] body(ProviderCall<ChatRequest> call, FormattedRequest formatted, boolean stream) {
        return json.write(RequestTranslator.body(call, formatted.request(), stream, json));
    }

    private ChatReply reply(byte[] body, ProviderCall<ChatRequest> call) {
        Wire.Message message = json.read(body, Wire.Message.class);
        if (message.error() != null) {
            throw errors.inside(message.error(), call.key());
        }
        return new ReplyTranslator(json).reply(message, call.request());
    }

    private ProviderRequest streamRequest(ProviderCall<ChatRequest> call, FormattedRequest formatted) {
        return ProviderRequest.stream(url, headers(call, EVENTS), body(call, formatted, true), EVENTS);
    }

    private static Map<String, String> headers(ProviderCall<ChatRequest> call, String accept) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", accept);
        headers.put(AnthropicApi.VERSION, API_VERSION);
        if (call.key() != null) {
            headers.put(AnthropicApi.KEY, secret(call.key()));
        }
        String beta = RequestTranslator.beta(call.request());
        if (beta != null) {
            headers.put(AnthropicApi.BETA, beta);
        }
        return headers;
    }

    private StreamReader reader(ProviderCall<ChatRequest> call) {
        return new MessagesStream(call, json, errors, headers -> report(headers, call));
    }

    private void report(ResponseHeaders headers, ProviderCall<ChatRequest> call) {
        quotas.read(headers).ifPresent(call.quota());
    }

    private static @Nullable String secret(@Nullable ApiKey key) {
        return key == null ? null : key.value();
    }
}
