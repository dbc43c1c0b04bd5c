package dev.quartermaster.provider.openai.responses;

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
 * Shared state of the writers of one request's parts.
 *
 * @param paths the caller's fields, for reports of unsupported ones
 */
record Context(ChatRequest request, ModelSpec model, UnsupportedFieldPolicy unsupported, FieldPaths paths) {

    /** @param request the call's own, or what was made of it */
    static Context of(ProviderCall<ChatRequest> call, ChatRequest request) {
        return new Context(request, call.model(), call.unsupported(), request.paths());
    }

    /** Returns whether the caller speaks Responses too, so that its passthrough fields are sent. */
    boolean sameDialect() {
        return speaksResponses(request);
    }

    static boolean speaksResponses(ChatRequest request) {
        return request.dialect() == Dialect.OPENAI_RESPONSES;
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
