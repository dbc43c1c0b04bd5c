package dev.quartermaster.provider.openai;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.EmbeddingProvider;
import dev.quartermaster.provider.IdentifierFormat;
import dev.quartermaster.provider.IdentifierRules;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.http.StreamClient;
import dev.quartermaster.provider.http.StreamRequest;
import dev.quartermaster.provider.http.WireClients;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls OpenAI's models, or whoever else answers to its protocols at the base URL. */
final class OpenAiProvider implements ChatProvider, EmbeddingProvider {

    private static final IdentifierFormat TOOL_NAME = IdentifierFormat.plain(64);
    private static final IdentifierRules CHAT = new IdentifierRules(TOOL_NAME, IdentifierFormat.upTo(40));
    private static final IdentifierRules RESPONSES = new IdentifierRules(TOOL_NAME, IdentifierFormat.upTo(64));

    private final ProviderId id;
    private final ProviderSettings settings;
    private final OpenAiApi api;
    private final StreamClient streams;
    private final Protocols protocols;
    private final RateLimitHeaders limits;
    private final boolean customTools;

    /** @param customTools whether the service has tools that take plain text */
    OpenAiProvider(
            ProviderId id,
            ProviderSettings settings,
            OpenAiApi api,
            StreamClient streams,
            Protocols protocols,
            RateLimitHeaders limits,
            boolean customTools) {
        this.id = id;
        this.settings = settings;
        this.api = api;
        this.streams = streams;
        this.protocols = protocols;
        this.limits = limits;
        this.customTools = customTools;
    }

    @Override
    public ProviderId id() {
        return id;
    }

    /** Returns whether the provider takes a link: for images, not for documents. */
    @Override
    public boolean takesLink(Part.Media media) {
        return media instanceof Part.Image;
    }

    @Override
    public IdentifierRules identifiers(ProviderCall<ChatRequest> call) {
        return protocols.isByResponses(call) ? RESPONSES : CHAT;
    }

    @Override
    public boolean takesCustomTools() {
        return customTools;
    }

    @Override
    public Uni<ChatReply> chat(ProviderCall<ChatRequest> call) {
        return Uni.createFrom()
                .deferred(() -> WireClients.answer(ask(call, protocols.body(call, false)), settings))
                .invoke(providerResponse -> report(providerResponse.headers(), call))
                .map(providerResponse -> protocols.reply(providerResponse, call));
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom()
                .deferred(() -> streams.post(
                        streamRequest(call), () -> protocols.reader(call, headers -> report(headers, call))));
    }

    @Override
    public Uni<EmbeddingReply> embed(ProviderCall<EmbeddingRequest> call) {
        return Uni.createFrom()
                .deferred(() ->
                        WireClients.answer(api.embed(bearer(call.key()), protocols.embeddingsBody(call)), settings))
                .invoke(providerResponse -> report(providerResponse.headers(), call))
                .map(providerResponse -> protocols.embeddings(providerResponse, call));
    }

    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return Uni.createFrom()
                .deferred(() -> WireClients.answer(api.models(bearer(key)), settings))
                .invoke(providerResponse -> protocols.accepted(providerResponse, key))
                .replaceWithVoid();
    }

    @Override
    public void close() {
        streams.close();
        WireClients.close(api);
    }

    private Uni<Response> ask(ProviderCall<ChatRequest> call, byte[] body) {
        String authorization = bearer(call.key());
        return protocols.isByResponses(call) ? api.respond(authorization, body) : api.complete(authorization, body);
    }

    private StreamRequest streamRequest(ProviderCall<ChatRequest> call) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "text/event-stream");
        if (call.key() != null) {
            headers.put("authorization", bearer(call.key()));
        }
        String path = protocols.isByResponses(call) ? "/v1/responses" : "/v1/chat/completions";
        return new StreamRequest(settings.baseUrl() + path, headers, protocols.body(call, true), "text/event-stream");
    }

    private void report(ResponseHeaders headers, ProviderCall<?> call) {
        limits.read(headers).ifPresent(call.quota());
    }

    private static @Nullable String bearer(@Nullable ApiKey key) {
        return key == null ? null : "Bearer " + key.value();
    }
}
