package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.provider.translation.Json;
import java.util.function.Consumer;

/** Implements the Responses protocol: writes a call and reads its answer, whole or streamed. */
public final class ResponsesProtocol {

    private final Json json;
    private final ErrorReader errors;

    public ResponsesProtocol(Json json, ErrorReader errors) {
        this.json = json;
        this.errors = errors;
    }

    /** The body of the request. {@code stream} whether the answer is to be streamed */
    public byte[] body(ProviderCall<ChatRequest> call, boolean stream) {
        return json.write(RequestTranslator.body(call, stream));
    }

    /** @throws dev.quartermaster.domain.ProviderFailure when it is a refusal, holds an error or is empty */
    public ChatReply reply(ProviderResponse providerResponse, ProviderCall<ChatRequest> call) {
        ProviderResponse accepted = providerResponse.accepted(refused -> errors.refused(refused, call.key()));
        Wire.Reply reply = json.read(accepted.body(), Wire.Reply.class);
        if (reply.hasError()) {
            throw errors.inside(reply.error(), call.key()).having(UsageTranslator.counted(reply));
        }
        return ReplyTranslator.reply(reply, call.request());
    }

    /** @param quota receives the headers of the answer */
    public StreamReader reader(ProviderCall<ChatRequest> call, Consumer<ResponseHeaders> quota) {
        return new ResponsesStream(call, json, errors, quota);
    }
}
