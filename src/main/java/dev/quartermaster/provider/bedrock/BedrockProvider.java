package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.aws.Region;
import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.query.CallRoute;
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
import dev.quartermaster.provider.TokenCounter;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.http.ProviderRequest;
import dev.quartermaster.provider.tool.FormattedRequest;
import dev.quartermaster.provider.translation.Json;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls Bedrock, each model where it is to be found. */
final class BedrockProvider implements ChatProvider, EmbeddingProvider, TokenCounter {

    static final String REQUEST_ID = "x-amzn-requestid";

    private static final IdentifierRules IDENTIFIERS =
            new IdentifierRules(IdentifierFormat.plain(64), IdentifierFormat.plain(64));

    private final ProviderId id;
    private final BedrockCalls calls;
    private final ProviderHttpClient client;
    private final BedrockRoutes routes;
    private final Json json;
    private final ErrorReader errors;

    BedrockProvider(
            ProviderId id,
            BedrockCalls calls,
            ProviderHttpClient client,
            BedrockRoutes routes,
            Json json,
            ErrorReader errors) {
        this.id = id;
        this.calls = calls;
        this.client = client;
        this.routes = routes;
        this.json = json;
        this.errors = errors;
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public boolean takesLink(Part.Media media) {
        return MediaTranslator.isInS3(media);
    }

    /** Claude before 4.6; of other vendors' models it is not documented. */
    @Override
    public boolean takesPrefill(ModelSpec model) {
        return ModelFamily.of(model) == ModelFamily.CLAUDE;
    }

    @Override
    public IdentifierRules identifiers(ProviderCall<ChatRequest> call) {
        return IDENTIFIERS;
    }

    @Override
    public Uni<ChatReply> chat(ProviderCall<ChatRequest> call) {
        return Uni.createFrom().deferred(() -> {
            FormattedRequest formatted = formatted(call);
            return route(call)
                    .chain(route -> calls.post(route, "converse", body(call, formatted), call.key()))
                    .map(response -> formatted.unwrap(reply(response, call)));
        });
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom().deferred(() -> {
            FormattedRequest formatted = formatted(call);
            return route(call).onItem().transformToMulti(route -> stream(call, route, formatted));
        });
    }

    private Multi<ChatDelta> stream(ProviderCall<ChatRequest> call, CallRoute route, FormattedRequest formatted) {
        URI uri = calls.uri(route, "converse-stream");
        byte[] body = body(call, formatted);
        return calls.authorised(uri, new Region(route.region()), body, ChatStream.MEDIA_TYPE, call.key())
                .onItem()
                .transformToMulti(headers -> client.stream(
                        ProviderRequest.stream(uri.toString(), headers, body, ChatStream.MEDIA_TYPE),
                        () -> formatted.unwrap(new ChatStream(call, json, errors))));
    }

    @Override
    public Uni<EmbeddingReply> embed(ProviderCall<EmbeddingRequest> call) {
        return Uni.createFrom().deferred(() -> new Embeddings(calls, json, routes, errors).embed(call));
    }

    @Override
    public Uni<Long> countTokens(ProviderCall<ChatRequest> call) {
        return Uni.createFrom()
                .deferred(() -> route(call))
                .chain(route -> calls.post(route, "count-tokens", json.write(countBody(call)), call.key()))
                .map(response -> successful(response, call.key()))
                .map(body -> body.path("inputTokens").asLong());
    }

    /** Being refused the list for want of a permission is an answer too: calling models needs another one. */
    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return listed(key, true);
    }

    /** A token that is wrong or has ended is denied as one without the permission is, and not told from it. */
    @Override
    public Uni<Void> check(ApiKey key) {
        return listed(key, key.aws() != null);
    }

    private Uni<Void> listed(@Nullable ApiKey key, boolean deniedIsAnswer) {
        return Uni.createFrom().deferred(() -> calls.models(key)).map(response -> {
            if (!response.isSuccess() && !(deniedIsAnswer && errors.isDenied(response))) {
                throw errors.refused(response, key);
            }
            return null;
        });
    }

    @Override
    public void close() {
        client.close();
    }

    private ChatReply reply(ProviderResponse response, ProviderCall<ChatRequest> call) {
        JsonNode body = successful(response, call.key());
        return new ReplyTranslator(json).reply(body, response.headers().first(REQUEST_ID), call.request());
    }

    private JsonNode successful(ProviderResponse response, @Nullable ApiKey key) {
        ProviderResponse accepted = response.accepted(refused -> errors.refused(refused, key));
        return json.read(accepted.body(), JsonNode.class);
    }

    private Uni<CallRoute> route(ProviderCall<ChatRequest> call) {
        return routes.of(call.model(), BedrockCalls.region(call.key())).invoke(route -> {
            if (route.priceRoute() != null) {
                call.route().accept(route.priceRoute());
            }
        });
    }

    private FormattedRequest formatted(ProviderCall<ChatRequest> call) {
        return FormattedRequest.of(call.request(), format -> RequestTranslator.hasFormats(call.model(), format), json);
    }

    private byte[] body(ProviderCall<ChatRequest> call, FormattedRequest formatted) {
        return json.write(requests(call).body(formatted.request()));
    }

    private Map<String, Object> countBody(ProviderCall<ChatRequest> call) {
        return Map.of("input", Map.of("converse", requests(call).prompt(call.request())));
    }

    private RequestTranslator requests(ProviderCall<ChatRequest> call) {
        return new RequestTranslator(json, call.model(), call.unsupported());
    }
}
