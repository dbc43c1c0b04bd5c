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
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.http.ProviderRequest;
import dev.quartermaster.provider.http.WireApi;
import dev.quartermaster.provider.tool.FormattedRequest;
import dev.quartermaster.provider.translation.Json;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls Google's Gemini API, or whoever else answers to that protocol at the base URL. */
final class GoogleProvider implements ChatProvider, EmbeddingProvider, TokenCounter {

    private static final String EVENTS = "text/event-stream";

    /** Ids are only there to pair results with calls. */
    private static final IdentifierRules IDENTIFIERS =
            new IdentifierRules(new IdentifierFormat("_-.:", true, 64), IdentifierFormat.upTo(128));

    private final ProviderId id;
    private final String baseUrl;
    private final WireApi<GoogleApi> api;
    private final ProviderHttpClient client;
    private final Json json;
    private final ErrorReader errors;

    GoogleProvider(ProviderId id, ProviderSettings settings, ProviderHttpClient client, Json json, Clock clock) {
        this.id = id;
        this.baseUrl = settings.baseUrl();
        this.client = client;
        this.json = json;
        this.errors = new ErrorReader(json, new FailureClassifier(settings.failures(), clock));
        this.api = new WireApi<>(GoogleApi.class, settings, errors::refused);
    }

    @Override
    public ProviderId id() {
        return id;
    }

    /** Returns true only for what Google itself keeps; the older models follow no other links. */
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
        return Uni.createFrom().deferred(() -> {
            FormattedRequest formatted = formatted(call);
            byte[] body = body(call, formatted);
            return client.send(post(call, "generateContent", body))
                    .map(response -> formatted.unwrap(reply(api.body(response, call.key()), call)));
        });
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom().deferred(() -> {
            FormattedRequest formatted = formatted(call);
            return client.stream(
                    streamRequest(call, formatted), () -> formatted.unwrap(new GenerateStream(call, json, errors)));
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
        return client.send(post(call, "batchEmbedContents", json.write(body)))
                .map(response -> json.read(api.body(response, call.key()), Wire.Embeddings.class));
    }

    @Override
    public Uni<Long> countTokens(ProviderCall<ChatRequest> call) {
        return api.call(
                        call.key(),
                        models -> models.countTokens(
                                secret(call.key()),
                                model(call.model()),
                                json.write(RequestTranslator.countBody(call, json))))
                .map(answer -> json.read(answer, Wire.TokenCount.class).totalTokens())
                .onItem()
                .ifNull()
                .failWith(FailureClassifier::unreadable);
    }

    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return api.call(key, models -> models.models(secret(key), 1)).replaceWithVoid();
    }

    @Override
    public void close() {
        client.close();
        api.close();
    }

    /** Older models refuse a response format beside tools. */
    private FormattedRequest formatted(ProviderCall<ChatRequest> call) {
        ChatRequest request = call.request();
        return FormattedRequest.of(
                request,
                format -> request.tools().isEmpty()
                        || GeminiGeneration.of(call.model()).formatsBesideTools(),
                json);
    }

    private byte[] body(ProviderCall<ChatRequest> call, FormattedRequest formatted) {
        return json.write(RequestTranslator.body(call, formatted.request(), json));
    }

    private ChatReply reply(byte[] body, ProviderCall<ChatRequest> call) {
        Wire.Reply reply = json.read(body, Wire.Reply.class);
        if (reply.error() != null) {
            throw errors.inside(reply.error(), call.key());
        }
        return new ReplyTranslator(json).reply(reply, call.request());
    }

    private ProviderRequest streamRequest(ProviderCall<ChatRequest> call, FormattedRequest formatted) {
        String url = url(call, "streamGenerateContent?alt=sse");
        return ProviderRequest.stream(url, headers(call, EVENTS), body(call, formatted), EVENTS);
    }

    private ProviderRequest post(ProviderCall<?> call, String action, byte[] body) {
        return ProviderRequest.post(url(call, action), headers(call, "application/json"), body);
    }

    private String url(ProviderCall<?> call, String action) {
        String model = URLEncoder.encode(model(call.model()), StandardCharsets.UTF_8);
        return baseUrl + "/v1beta/models/" + model + ":" + action;
    }

    private static Map<String, String> headers(ProviderCall<?> call, String accept) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", accept);
        if (call.key() != null) {
            headers.put(GoogleApi.KEY, secret(call.key()));
        }
        return headers;
    }

    private static String model(ModelSpec model) {
        return RequestTranslator.modelId(model.key().id());
    }

    private static @Nullable String secret(@Nullable ApiKey key) {
        return key == null ? null : key.value();
    }
}
