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
import dev.quartermaster.provider.http.StreamClient;
import dev.quartermaster.provider.http.StreamRequest;
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
    private final String url;
    private final WireApi<OllamaApi> api;
    private final StreamClient streams;
    private final Json json;
    private final ErrorReader errors;
    private final RequestTranslator requests;

    OllamaProvider(ProviderId id, ProviderSettings settings, StreamClient streams, ObjectMapper mapper, Clock clock) {
        this.id = id;
        this.url = settings.baseUrl() + "/api/chat";
        this.streams = streams;
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
        return api.call(call.key(), ollama -> ollama.chat(bearer(call.key()), body(call, false)))
                .map(body -> reply(body, call));
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom()
                .deferred(() -> streams.post(streamRequest(call), () -> new ChatStream(call, json, errors)));
    }

    @Override
    public Uni<EmbeddingReply> embed(ProviderCall<EmbeddingRequest> call) {
        return api.call(
                        call.key(),
                        ollama -> ollama.embed(bearer(call.key()), json.write(EmbeddingTranslator.body(call))))
                .map(body -> vectors(body, call));
    }

    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return api.call(key, ollama -> ollama.version(bearer(key))).replaceWithVoid();
    }

    @Override
    public void close() {
        streams.close();
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

    private StreamRequest streamRequest(ProviderCall<ChatRequest> call) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        if (call.key() != null) {
            headers.put("authorization", bearer(call.key()));
        }
        return new StreamRequest(url, headers, body(call, true), null);
    }

    private byte[] body(ProviderCall<ChatRequest> call, boolean stream) {
        return json.write(requests.body(call, stream));
    }

    private static @Nullable String bearer(@Nullable ApiKey key) {
        return key == null ? null : "Bearer " + key.value();
    }
}
