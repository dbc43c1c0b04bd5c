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
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.http.ProviderRequest;
import dev.quartermaster.provider.http.WireClients;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls OpenAI's models, or whoever else answers to its protocols at the base URL. */
final class OpenAiProvider implements ChatProvider, EmbeddingProvider {

    private static final String EVENTS = "text/event-stream";
    private static final IdentifierFormat TOOL_NAME = IdentifierFormat.plain(64);
    private static final IdentifierRules CHAT = new IdentifierRules(TOOL_NAME, IdentifierFormat.upTo(40));
    private static final IdentifierRules RESPONSES = new IdentifierRules(TOOL_NAME, IdentifierFormat.upTo(64));

    private final ProviderId id;
    private final ProviderSettings settings;
    private final OpenAiApi api;
    private final ProviderHttpClient client;
    private final Protocols protocols;
    private final RateLimitHeaders limits;
    private final boolean customTools;

    /** @param customTools whether the service has tools that take plain text */
    OpenAiProvider(
            ProviderId id,
            ProviderSettings settings,
            OpenAiApi api,
            ProviderHttpClient client,
            Protocols protocols,
            RateLimitHeaders limits,
            boolean customTools) {
        this.id = id;
        this.settings = settings;
        this.api = api;
        this.client = client;
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
                .deferred(() -> client.send(ProviderRequest.post(
                        url(call), headers(call.key(), "application/json"), protocols.body(call, false))))
                .invoke(providerResponse -> report(providerResponse.headers(), call))
                .map(providerResponse -> protocols.reply(providerResponse, call));
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom()
                .deferred(() -> client.stream(
                        streamRequest(call), () -> protocols.reader(call, headers -> report(headers, call))));
    }

    @Override
    public Uni<EmbeddingReply> embed(ProviderCall<EmbeddingRequest> call) {
        return Uni.createFrom()
                .deferred(() -> client.send(ProviderRequest.post(
                        settings.baseUrl() + "/v1/embeddings",
                        headers(call.key(), "application/json"),
                        protocols.embeddingsBody(call))))
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
        client.close();
        WireClients.close(api);
    }

    private String url(ProviderCall<ChatRequest> call) {
        return settings.baseUrl() + (protocols.isByResponses(call) ? "/v1/responses" : "/v1/chat/completions");
    }

    private static Map<String, String> headers(@Nullable ApiKey key, String accept) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", accept);
        if (key != null) {
            headers.put("authorization", bearer(key));
        }
        return headers;
    }

    private ProviderRequest streamRequest(ProviderCall<ChatRequest> call) {
        return ProviderRequest.stream(url(call), headers(call.key(), EVENTS), protocols.body(call, true), EVENTS);
    }

    private void report(ResponseHeaders headers, ProviderCall<?> call) {
        limits.read(headers).ifPresent(call.quota());
    }

    private static @Nullable String bearer(@Nullable ApiKey key) {
        return key == null ? null : "Bearer " + key.value();
    }
}
