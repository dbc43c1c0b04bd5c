package dev.quartermaster.provider.google;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.EmbeddingProvider;
import dev.quartermaster.provider.IdentifierFormat;
import dev.quartermaster.provider.IdentifierRules;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.TokenCounter;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.http.StreamClient;
import dev.quartermaster.provider.http.StreamRequest;
import dev.quartermaster.provider.http.WireClients;
import dev.quartermaster.provider.translation.Json;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls Google's Gemini API, or whoever else answers to that protocol at the base URL. */
final class GoogleProvider implements ChatProvider, EmbeddingProvider, TokenCounter {

    /** Ids are only there to pair results with calls. */
    private static final IdentifierRules IDENTIFIERS =
            new IdentifierRules(new IdentifierFormat("_-.:", true, 64), IdentifierFormat.upTo(128));

    private final ProviderId id;
    private final ProviderSettings settings;
    private final GoogleApi api;
    private final StreamClient streams;
    private final Json json;
    private final ErrorReader errors;

    GoogleProvider(
            ProviderId id,
            ProviderSettings settings,
            GoogleApi api,
            StreamClient streams,
            Json json,
            ErrorReader errors) {
        this.id = id;
        this.settings = settings;
        this.api = api;
        this.streams = streams;
        this.json = json;
        this.errors = errors;
    }

    @Override
    public ProviderId id() {
        return id;
    }

    /** Only what Google itself keeps; the older models follow no other links. */
    @Override
    public boolean takesLink(Part.Media media) {
        return MediaWriter.isOwn(media);
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
        return WireClients.answer(
                        api.generate(secret(call.key()), model(call.model()), json.write(exchange.body())), settings)
                .map(providerResponse -> exchange.unwrap(reply(providerResponse, call)));
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom().deferred(() -> {
            Exchange exchange = Exchange.of(call, json);
            return streams.post(
                    streamRequest(call, exchange), () -> exchange.unwrap(new GenerateStream(call, json, errors)));
        });
    }

    @Override
    public Uni<EmbeddingReply> embed(ProviderCall<EmbeddingRequest> call) {
        return Multi.createFrom()
                .deferred(() -> Multi.createFrom().iterable(EmbeddingTranslator.bodies(call)))
                .onItem()
                .transformToUniAndConcatenate(body -> embed(call, body))
                .collect()
                .asList()
                .map(answers -> EmbeddingTranslator.reply(call, answers));
    }

    private Uni<Wire.Embeddings> embed(ProviderCall<EmbeddingRequest> call, Map<String, Object> body) {
        return WireClients.answer(api.embed(secret(call.key()), model(call.model()), json.write(body)), settings)
                .invoke(providerResponse -> accepted(providerResponse, call.key()))
                .map(providerResponse -> json.read(providerResponse.body(), Wire.Embeddings.class));
    }

    @Override
    public Uni<Long> countTokens(ProviderCall<ChatRequest> call) {
        return Uni.createFrom()
                .deferred(() -> WireClients.answer(
                        api.countTokens(
                                secret(call.key()),
                                model(call.model()),
                                json.write(RequestTranslator.countBody(call, json))),
                        settings))
                .invoke(providerResponse -> accepted(providerResponse, call.key()))
                .map(this::tokens);
    }

    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return Uni.createFrom()
                .deferred(() -> WireClients.answer(api.models(secret(key), 1), settings))
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
        Wire.Reply reply = json.read(accepted(providerResponse, call.key()).body(), Wire.Reply.class);
        if (reply.error() != null) {
            throw errors.inside(reply.error(), call.key());
        }
        return new ReplyTranslator(json).reply(reply, call.request());
    }

    private long tokens(ProviderResponse providerResponse) {
        Long tokens = json.read(providerResponse.body(), Wire.TokenCount.class).totalTokens();
        if (tokens == null) {
            throw FailureClassifier.unreadable();
        }
        return tokens;
    }

    private StreamRequest streamRequest(ProviderCall<ChatRequest> call, Exchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "text/event-stream");
        if (call.key() != null) {
            headers.put(GoogleApi.KEY, secret(call.key()));
        }
        String model = URLEncoder.encode(model(call.model()), StandardCharsets.UTF_8);
        String url = settings.baseUrl() + "/v1beta/models/" + model + ":streamGenerateContent?alt=sse";
        return new StreamRequest(url, headers, json.write(exchange.body()), "text/event-stream");
    }

    private static String model(ModelSpec model) {
        return RequestTranslator.modelId(model.key().id());
    }

    private static @Nullable String secret(@Nullable ApiKey key) {
        return key == null ? null : key.value();
    }
}
