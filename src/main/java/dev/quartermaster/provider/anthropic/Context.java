package dev.quartermaster.provider.anthropic;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.claude.ClaudeGeneration;
import dev.quartermaster.provider.translation.Json;

/**
 * Shared state of the writers of one request's parts.
 *
 * @param sameDialect whether the caller speaks Messages too
 */
record Context(ChatRequest request, ModelSpec model, UnsupportedFieldPolicy fidelity, boolean sameDialect, Json json) {

    ClaudeGeneration generation() {
        return ClaudeGeneration.of(model);
    }

    boolean hasStructuredOutput() {
        return model.features().contains(Feature.STRUCTURED_OUTPUT)
                || generation().hasStructuredOutput();
    }

    FieldPaths paths() {
        return request.paths();
    }

    void lost(RequestField field, String reason) {
        fidelity.unsupported(paths().of(field), reason);
    }

    void lost(String field, String reason) {
        fidelity.unsupported(field, reason);
    }
}
