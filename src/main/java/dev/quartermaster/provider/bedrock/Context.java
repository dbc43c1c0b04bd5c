package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.claude.ClaudeGeneration;
import dev.quartermaster.provider.translation.Json;

/** Shared state of the writers of one request's parts. */
record Context(ChatRequest request, ModelSpec model, UnsupportedFieldPolicy fidelity, Json json) {

    ModelFamily family() {
        return ModelFamily.of(model);
    }

    boolean isClaude() {
        return family().isClaude();
    }

    ClaudeGeneration generation() {
        return ClaudeGeneration.of(model);
    }

    boolean has(Feature feature) {
        return model.features().contains(feature);
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
