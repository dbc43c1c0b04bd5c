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
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.TokenCounter;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.http.StreamClient;
import dev.quartermaster.provider.http.StreamRequest;
import dev.quartermaster.provider.tool.FormatTool;
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
    private final StreamClient streams;
    private final BedrockRoutes routes;
    private final Json json;
    private final ErrorReader errors;

    BedrockProvider(
            ProviderId id,
            BedrockCalls calls,
            StreamClient streams,
            BedrockRoutes routes,
            Json json,
            ErrorReader errors) {
        this.id = id;
        this.calls = calls;
        this.streams = streams;
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
            FormatTool format = formatTool(call);
            return route(call)
                    .chain(route -> calls.post(route, "converse", body(call, format), call.key()))
                    .map(providerResponse -> reply(providerResponse, call))
                    .map(reply -> format == null ? reply : format.unwrap(reply));
        });
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
        return Multi.createFrom().deferred(() -> {
            FormatTool format = formatTool(call);
            return route(call).onItem().transformToMulti(route -> stream(call, route, format));
        });
    }

    private Multi<ChatDelta> stream(ProviderCall<ChatRequest> call, CallRoute route, @Nullable FormatTool format) {
        URI uri = calls.uri(route, "converse-stream");
        byte[] body = body(call, format);
        return calls.authorised(uri, new Region(route.region()), body, ChatStream.MEDIA_TYPE, call.key())
                .onItem()
                .transformToMulti(headers -> streams.post(
                        new StreamRequest(uri.toString(), headers, body, ChatStream.MEDIA_TYPE),
                        () -> reader(call, format)));
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
                .map(providerResponse -> successful(providerResponse, call.key()))
                .map(body -> body.path("inputTokens").asLong());
    }

    /** Being refused the list for want of a permission is an answer too: calling models needs another one. */
    @Override
    public Uni<Void> probe(@Nullable ApiKey key) {
        return Uni.createFrom().deferred(() -> calls.models(key)).map(providerResponse -> {
            if (!providerResponse.isSuccess() && !errors.isDenied(providerResponse)) {
                throw errors.refused(providerResponse, key);
            }
            return null;
        });
    }

    @Override
    public void close() {
        streams.close();
        calls.close();
    }

    private ChatReply reply(ProviderResponse providerResponse, ProviderCall<ChatRequest> call) {
        JsonNode body = successful(providerResponse, call.key());
        return new ReplyTranslator(json).reply(body, providerResponse.headers().first(REQUEST_ID), call.request());
    }

    private JsonNode successful(ProviderResponse providerResponse, @Nullable ApiKey key) {
        ProviderResponse accepted = providerResponse.accepted(refused -> errors.refused(refused, key));
        return json.read(accepted.body(), JsonNode.class);
    }

    private Uni<CallRoute> route(ProviderCall<ChatRequest> call) {
        return routes.of(call.model()).invoke(route -> {
            if (route.priceRoute() != null) {
                call.route().accept(route.priceRoute());
            }
        });
    }

    /** Null where no format is asked for, or the model has formats itself. */
    private @Nullable FormatTool formatTool(ProviderCall<ChatRequest> call) {
        ChatRequest request = call.request();
        boolean needed =
                FormatTool.isWanted(request) && !RequestTranslator.hasFormats(call.model(), request.responseFormat());
        return needed ? FormatTool.of(request, json) : null;
    }

    private byte[] body(ProviderCall<ChatRequest> call, @Nullable FormatTool format) {
        ChatRequest request = format == null ? call.request() : format.asked();
        return json.write(new RequestTranslator(json, call.model(), call.unsupported()).body(request));
    }

    private Map<String, Object> countBody(ProviderCall<ChatRequest> call) {
        Map<String, Object> prompt = new RequestTranslator(json, call.model(), call.unsupported())
                .prompt(call.request())
                .map();
        return Map.of("input", Map.of("converse", prompt));
    }

    private StreamReader reader(ProviderCall<ChatRequest> call, @Nullable FormatTool format) {
        StreamReader reader = new ChatStream(call, json, errors);
        return format == null ? reader : format.unwrap(reader);
    }
}
