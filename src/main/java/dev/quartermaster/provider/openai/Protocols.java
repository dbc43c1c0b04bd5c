package dev.quartermaster.provider.openai;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.embedding.EmbeddingReply;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.model.Endpoint;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.openai.responses.ResponsesProtocol;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.provider.translation.Json;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the protocol of a call. Responses is used if the model is served there only, or if the caller and the
 * provider both speak it, so that nothing is lost in translation; otherwise chat completions.
 */
final class Protocols {

    private final Json json;
    private final ErrorReader errors;
    private final ResponsesProtocol responses;
    private final boolean servesResponses;
    private final @Nullable String reasoningField;

    /** Creates the protocols of a provider that takes no earlier reasoning. */
    Protocols(Json json, ErrorReader errors, boolean servesResponses) {
        this(json, errors, servesResponses, null);
    }

    /**
     * @param servesResponses whether the provider serves models at the responses endpoint in general
     * @param reasoningField where it wants earlier reasoning back in a chat completion; null where it does not
     */
    Protocols(Json json, ErrorReader errors, boolean servesResponses, @Nullable String reasoningField) {
        this.json = json;
        this.errors = errors;
        this.responses = new ResponsesProtocol(json, errors);
        this.servesResponses = servesResponses;
        this.reasoningField = reasoningField;
    }

    boolean isByResponses(ProviderCall<ChatRequest> call) {
        Set<Endpoint> endpoints = call.model().endpoints();
        boolean served = endpoints.isEmpty() ? servesResponses : endpoints.contains(Endpoint.RESPONSES);
        boolean only = served && !endpoints.isEmpty() && !endpoints.contains(Endpoint.CHAT_COMPLETIONS);
        return only || (served && call.request().dialect() == Dialect.OPENAI_RESPONSES);
    }

    byte[] body(ProviderCall<ChatRequest> call, boolean stream) {
        return isByResponses(call)
                ? responses.body(call, stream)
                : json.write(RequestTranslator.body(call, stream, reasoningField));
    }

    ChatReply reply(ProviderResponse providerResponse, ProviderCall<ChatRequest> call) {
        if (isByResponses(call)) {
            return responses.reply(providerResponse, call);
        }
        Wire.Reply reply = json.read(accepted(providerResponse, call.key()).body(), Wire.Reply.class);
        if (reply.error() != null && !reply.error().isNull()) {
            throw errors.inside(reply.error(), call.key());
        }
        return ReplyTranslator.reply(reply, call.request());
    }

    StreamReader reader(ProviderCall<ChatRequest> call, Consumer<ResponseHeaders> quota) {
        return isByResponses(call) ? responses.reader(call, quota) : new ChatStream(call, json, errors, quota);
    }

    byte[] embeddingsBody(ProviderCall<EmbeddingRequest> call) {
        return json.write(EmbeddingTranslator.body(call));
    }

    EmbeddingReply embeddings(ProviderResponse providerResponse, ProviderCall<EmbeddingRequest> call) {
        Wire.Embeddings reply = json.read(accepted(providerResponse, call.key()).body(), Wire.Embeddings.class);
        if (reply.error() != null && !reply.error().isNull()) {
            throw errors.inside(reply.error(), call.key());
        }
        return EmbeddingTranslator.reply(reply, call.request());
    }

    /** @throws dev.quartermaster.domain.ProviderFailure when it is a refusal */
    ProviderResponse accepted(ProviderResponse providerResponse, @Nullable ApiKey key) {
        return providerResponse.accepted(refused -> errors.refused(refused, key));
    }
}
