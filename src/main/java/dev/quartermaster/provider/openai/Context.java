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
import org.jspecify.annotations.Nullable;

/**
 * Shared state of the writers of one request's parts.
 *
 * @param paths the caller's fields, for reports of unsupported ones
 * @param reasoningField the provider's field for the model's earlier reasoning; null if it takes none
 */
record Context(
        ChatRequest request,
        ModelSpec model,
        UnsupportedFieldPolicy unsupported,
        FieldPaths paths,
        @Nullable String reasoningField) {

    static Context of(ProviderCall<ChatRequest> call, @Nullable String reasoningField) {
        ChatRequest request = call.request();
        return new Context(request, call.model(), call.unsupported(), request.paths(), reasoningField);
    }

    /** Returns whether the caller speaks chat completions too, so that its passthrough fields are sent. */
    boolean sameDialect() {
        return request.dialect() == Dialect.OPENAI_CHAT;
    }

    /** Returns whether the provider is OpenAI itself, not a service with its protocol. */
    boolean isOpenAi() {
        return ProviderId.OPENAI.equals(model.key().provider());
    }

    boolean reasons() {
        return model.features().contains(Feature.REASONING);
    }

    /** Returns the passthrough fields of an object that are sent. */
    Map<String, Object> further(Map<String, Object> extra) {
        return sameDialect() ? ThoughtSignature.without(ItemMark.without(extra)) : Map.of();
    }

    void unsupported(RequestField field, String reason) {
        unsupported(paths.of(field), reason);
    }

    void unsupported(String field, String reason) {
        unsupported.unsupported(field, reason);
    }
}
