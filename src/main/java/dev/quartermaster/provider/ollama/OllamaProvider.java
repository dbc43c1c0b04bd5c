package dev.quartermaster.provider.ollama;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.EmbeddingProvider;
import dev.quartermaster.provider.IdentifierFormat;
import dev.quartermaster.provider.IdentifierRules;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.http.ProviderRequest;
import dev.quartermaster.provider.http.WireApi;
import dev.quartermaster.provider.translation.Json;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls an Ollama server. It needs no key; one is sent along where there is one, for servers behind a proxy. */
final class OllamaProvider implements ChatProvider, EmbeddingProvider {

    /** Ids are only there to pair results with calls. */
    private static final IdentifierRules IDENTIFIERS =
            new IdentifierRules(IdentifierFormat.ANY, IdentifierFormat.upTo(128));

    private final ProviderId id;
    private final String baseUrl;
    private final WireApi<OllamaApi> api;
    private final ProviderHttpClient client;
    private final Json json;
    private final ErrorReader errors;
    private final RequestTranslator requests;

    OllamaProvider(
            ProviderId id, ProviderSettings settings, ProviderHttpClient client, ObjectMapper mapper, Clock clock) {
        this.id = id;
        this.baseUrl = settings.baseUrl();
        this.client = client;
        this.json = new Json(mapper);
        this.errors = new ErrorReader(json, new FailureClassifier(settings.failures(), clock));
        this.requests = new RequestTranslator(mapper);
        this.api = new WireApi<>(OllamaApi.class, settings, errors::refused);
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public boolean takesPrefill(ModelSpec model) {
        return true;
    }

    @Override
    public IdentifierRules identifiers(ProviderCall<ChatRequest> call) {
        return IDENTIFIERS;
    }

    @Override
    public Uni<ChatReply> chat(ProviderCall<ChatRequest> call) {
        return Uni.createFrom()
                .deferred(() -> client.send(ProviderRequest.post(chatUrl(), headers(call), body(call, false))))
                .map(response -> reply(api.body(response, call.key()), call));
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom()
                .deferred(() -> client.stream(streamRequest(call), () -> new ChatStream(call, json, errors)));
    }

    @Override
    public Uni<EmbeddingReply> embed(ProviderCall<EmbeddingRequest> call) {
        return Uni.createFrom()
                .deferred(() -> client.send(ProviderRequest.post(
                        baseUrl + "/api/embed", headers(call), json.write(EmbeddingTranslator.body(call)))))
                .map(response -> vectors(api.body(response, call.key()), call));
    }

    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return api.call(key, ollama -> ollama.version(bearer(key))).replaceWithVoid();
    }

    @Override
    public void close() {
        client.close();
        api.close();
    }

    private ChatReply reply(byte[] body, ProviderCall<ChatRequest> call) {
        Wire.Line reply = json.read(body, Wire.Line.class);
        if (reply.error() != null) {
            throw errors.inside(reply.error(), call.key());
        }
        return new ReplyTranslator(json, call.request()).reply(reply);
    }

    private EmbeddingReply vectors(byte[] body, ProviderCall<EmbeddingRequest> call) {
        Wire.Embeddings reply = json.read(body, Wire.Embeddings.class);
        if (reply.error() != null) {
            throw errors.inside(reply.error(), call.key());
        }
        return EmbeddingTranslator.reply(reply, call.request());
    }

    private ProviderRequest streamRequest(ProviderCall<ChatRequest> call) {
        return ProviderRequest.stream(chatUrl(), headers(call), body(call, true), null);
    }

    private String chatUrl() {
        return baseUrl + "/api/chat";
    }

    private static Map<String, String> headers(ProviderCall<?> call) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        if (call.key() != null) {
            headers.put("authorization", bearer(call.key()));
        }
        return headers;
    }

    private byte[] body(ProviderCall<ChatRequest> call, boolean stream) {
        return json.write(requests.body(call, stream));
    }

    private static @Nullable String bearer(@Nullable ApiKey key) {
        return key == null ? null : "Bearer " + key.value();
    }
}
