package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.Json;

/**
 * Shared state of the writers of one request's parts.
 *
 * @param paths the caller's fields, for reports of unsupported ones
 */
record Context(ChatRequest request, ModelSpec model, UnsupportedFieldPolicy fidelity, FieldPaths paths, Json json) {

    static Context of(ChatRequest request, ModelSpec model, UnsupportedFieldPolicy unsupported, Json json) {
        return new Context(request, model, unsupported, request.paths(), json);
    }

    GeminiGeneration generation() {
        return GeminiGeneration.of(model.key().id());
    }

    boolean sameDialect() {
        return request.dialect() == Dialect.GOOGLE_GENERATE;
    }

    void lost(RequestField field, String reason) {
        lost(paths.of(field), reason);
    }

    void lost(String field, String reason) {
        fidelity.unsupported(field, reason);
    }

    void omitted(RequestField field, String reason) {
        fidelity.omitted(paths.of(field), reason);
    }
}
