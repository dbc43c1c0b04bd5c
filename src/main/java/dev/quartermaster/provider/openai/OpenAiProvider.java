package dev.quartermaster.provider.openai;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.provider.Answer;
import dev.quartermaster.provider.AnswerHeaders;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.EmbeddingCall;
import dev.quartermaster.provider.EmbeddingProvider;
import dev.quartermaster.provider.Json;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.RateLimitHeaders;
import dev.quartermaster.provider.StreamClient;
import dev.quartermaster.provider.StreamRequest;
import dev.quartermaster.provider.WireClients;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls OpenAI's chat completions and embeddings, or whoever else answers to that protocol at the base URL. */
final class OpenAiProvider implements ChatProvider, EmbeddingProvider {

    private final ProviderId id;
    private final ProviderSettings settings;
    private final OpenAiApi api;
    private final StreamClient streams;
    private final Json json;
    private final ErrorReader errors;
    private final RateLimitHeaders limits;

    OpenAiProvider(
            ProviderId id,
            ProviderSettings settings,
            OpenAiApi api,
            StreamClient streams,
            Json json,
            ErrorReader errors,
            RateLimitHeaders limits) {
        this.id = id;
        this.settings = settings;
        this.api = api;
        this.streams = streams;
        this.json = json;
        this.errors = errors;
        this.limits = limits;
    }

    @Override
    public ProviderId id() {
        return id;
    }

    /** Of documents it takes the bytes only. */
    @Override
    public boolean takesLink(Part.Media media) {
        return media instanceof Part.Image;
    }

    @Override
    public Uni<ChatReply> chat(ProviderCall call) {
        return Uni.createFrom()
                .deferred(() -> WireClients.answer(api.complete(bearer(call.key()), body(call, false)), settings))
                .invoke(answer -> report(answer.headers(), call))
                .map(answer -> reply(answer, call));
    }

    @Override
    public Multi<ChatDelta> stream(ProviderCall call) {
        return Multi.createFrom().deferred(() -> streams.post(streamRequest(call), () -> reader(call)));
    }

    @Override
    public Uni<EmbeddingReply> embed(EmbeddingCall call) {
        return Uni.createFrom()
                .deferred(() -> WireClients.answer(
                        api.embed(bearer(call.key()), json.write(EmbeddingTranslator.body(call))), settings))
                .invoke(answer -> limits.read(answer.headers()).ifPresent(call.quota()))
                .map(answer -> reply(answer, call));
    }

    @Override
    public Uni<Void> probe(ApiKey key) {
        return Uni.createFrom()
                .deferred(() -> WireClients.answer(api.models(bearer(key)), settings))
                .map(answer -> {
                    if (!answer.isSuccess()) {
                        throw errors.refused(answer, key);
                    }
                    return null;
                });
    }

    @Override
    public void close() {
        streams.close();
        WireClients.close(api);
    }

    private ChatReply reply(Answer answer, ProviderCall call) {
        if (!answer.isSuccess()) {
            throw errors.refused(answer, call.key());
        }
        Wire.Reply reply = json.read(answer.body(), Wire.Reply.class);
        if (reply.error() != null && !reply.error().isNull()) {
            throw errors.inside(reply.error(), call.key());
        }
        return ReplyTranslator.reply(reply, call.request());
    }

    private EmbeddingReply reply(Answer answer, EmbeddingCall call) {
        if (!answer.isSuccess()) {
            throw errors.refused(answer, call.key());
        }
        Wire.Embeddings reply = json.read(answer.body(), Wire.Embeddings.class);
        if (reply.error() != null && !reply.error().isNull()) {
            throw errors.inside(reply.error(), call.key());
        }
        return EmbeddingTranslator.reply(reply, call.request());
    }

    private StreamRequest streamRequest(ProviderCall call) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "text/event-stream");
        if (call.key() != null) {
            headers.put("authorization", bearer(call.key()));
        }
        String url = settings.baseUrl() + "/v1/chat/completions";
        return new StreamRequest(url, headers, body(call, true), "text/event-stream");
    }

    private ChatStream reader(ProviderCall call) {
        return new ChatStream(call, json, errors, headers -> report(headers, call));
    }

    private byte[] body(ProviderCall call, boolean stream) {
        return json.write(RequestTranslator.body(call.model(), call.request(), stream));
    }

    private void report(AnswerHeaders headers, ProviderCall call) {
        limits.read(headers).ifPresent(call.quota());
    }

    private static String bearer(ApiKey key) {
        return key == null ? null : "Bearer " + key.value();
    }
}
