package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.chat.ThoughtSignature;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import java.util.Map;

/**
 * What the writers of one request's parts need to know.
 *
 * @param paths where the caller has written what is lost
 * @param reasoningField where the provider wants the model's earlier reasoning back; null where it does not
 */
record Context(
        ChatRequest request,
        ModelSpec model,
        UnsupportedFieldPolicy fidelity,
        FieldPaths paths,
        String reasoningField) {

    static Context of(ProviderCall call, String reasoningField) {
        ChatRequest request = call.request();
        return new Context(request, call.model(), call.fidelity(), request.paths(), reasoningField);
    }

    /** Whether the caller speaks chat completions too, so that its further fields go along. */
    boolean sameDialect() {
        return request.dialect() == Dialect.OPENAI_CHAT;
    }

    /** Tells OpenAI itself from a service that speaks its protocol. */
    boolean isOpenAi() {
        return ProviderId.OPENAI.equals(model.key().provider());
    }

    boolean reasons() {
        return model.features().contains(Feature.REASONING);
    }

    /** What of an object's further fields goes along. */
    Map<String, Object> further(Map<String, Object> extra) {
        return sameDialect() ? ThoughtSignature.without(ItemMark.without(extra)) : Map.of();
    }

    void lost(RequestField field, String reason) {
        lost(paths.of(field), reason);
    }

    void lost(String field, String reason) {
        fidelity.unsupported(field, reason);
    }
}
