package dev.quartermaster.provider.google;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.Fidelity;
import dev.quartermaster.provider.Json;

/** What the writers of one request's parts need to know. */
record Context(ChatRequest request, ModelSpec model, Fidelity fidelity, Json json) {

    GeminiGeneration generation() {
        return GeminiGeneration.of(model.key().id());
    }

    boolean sameDialect() {
        return request.dialect() == Dialect.GOOGLE_GENERATE;
    }

    void lost(String field, String reason) {
        fidelity.lost(field, reason);
    }
}
