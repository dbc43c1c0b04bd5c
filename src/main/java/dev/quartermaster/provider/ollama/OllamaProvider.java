package dev.quartermaster.provider.ollama;

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
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.http.StreamClient;
import dev.quartermaster.provider.http.StreamRequest;
import dev.quartermaster.provider.http.WireClients;
import dev.quartermaster.provider.translation.Json;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls an Ollama server. It needs no key; one is sent along where there is one, for servers behind a proxy. */
final class OllamaProvider implements ChatProvider, EmbeddingProvider {

    /** Ids are only there to pair results with calls. */
    private static final IdentifierRules IDENTIFIERS =
            new IdentifierRules(IdentifierFormat.ANY, IdentifierFormat.upTo(128));

    private final ProviderId id;
    private final ProviderSettings settings;
    private final OllamaApi api;
    private final StreamClient streams;
    private final Json json;
    private final ErrorReader errors;
    private final RequestTranslator requests;

    OllamaProvider(
            ProviderId id,
            ProviderSettings settings,
            OllamaApi api,
            StreamClient streams,
            Json json,
            ErrorReader errors,
            RequestTranslator requests) {
        this.id = id;
        this.settings = settings;
        this.api = api;
        this.streams = streams;
        this.json = json;
        this.errors = errors;
        this.requests = requests;
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
                .deferred(() -> WireClients.answer(api.chat(bearer(call.key()), body(call, false)), settings))
                .map(providerResponse -> reply(providerResponse, call));
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom()
                .deferred(() -> streams.post(streamRequest(call), () -> new ChatStream(call, json, errors)));
    }

    @Override
    public Uni<EmbeddingReply> embed(ProviderCall<EmbeddingRequest> call) {
        return Uni.createFrom()
                .deferred(() -> WireClients.answer(
                        api.embed(bearer(call.key()), json.write(EmbeddingTranslator.body(call))), settings))
                .map(providerResponse -> embeddings(providerResponse, call));
    }

    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return Uni.createFrom()
                .deferred(() -> WireClients.answer(api.version(bearer(key)), settings))
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
        Wire.Line reply = json.read(accepted(providerResponse, call.key()).body(), Wire.Line.class);
        if (reply.error() != null) {
            throw errors.inside(reply.error(), call.key());
        }
        return new ReplyTranslator(json).reply(reply, call.request());
    }

    private EmbeddingReply embeddings(ProviderResponse providerResponse, ProviderCall<EmbeddingRequest> call) {
        Wire.Embeddings reply = json.read(accepted(providerResponse, call.key()).body(), Wire.Embeddings.class);
        if (reply.error() != null) {
            throw errors.inside(reply.error(), call.key());
        }
        return EmbeddingTranslator.reply(reply, call.request());
    }

    private StreamRequest streamRequest(ProviderCall<ChatRequest> call) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        if (call.key() != null) {
            headers.put("authorization", bearer(call.key()));
        }
        return new StreamRequest(settings.baseUrl() + "/api/chat", headers, body(call, true), null);
    }

    private byte[] body(ProviderCall<ChatRequest> call, boolean stream) {
        return json.write(requests.body(call, stream));
    }

    private static @Nullable String bearer(@Nullable ApiKey key) {
        return key == null ? null : "Bearer " + key.value();
    }
}
