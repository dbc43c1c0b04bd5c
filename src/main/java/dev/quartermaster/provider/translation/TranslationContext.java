package dev.quartermaster.provider.translation;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import java.util.Map;
import java.util.Optional;

/**
 * Shared state of the writers of one request: the request, its model, and the policy for fields that the protocol does not
 * support.
 *
 * @param protocol the dialect that the request is written in
 */
public record TranslationContext(
        ChatRequest request, ModelSpec model, UnsupportedFieldPolicy policy, Dialect protocol, Json json) {

    /** @param request the call's own, or what an adapter made of it */
    public static TranslationContext of(
            ProviderCall<ChatRequest> call, ChatRequest request, Dialect protocol, Json json) {
        return new TranslationContext(request, call.model(), call.unsupported(), protocol, json);
    }

    /** Returns whether the caller speaks the provider's own dialect, so that its passthrough fields are sent. */
    public boolean sameDialect() {
        return request.dialect() == protocol;
    }

    /** The caller's fields, for reports of unsupported ones. */
    public FieldPaths paths() {
        return request.paths();
    }

    public boolean has(Feature feature) {
        return model.features().contains(feature);
    }

    public void unsupported(RequestField field, String reason) {
        policy.unsupported(paths().of(field), reason);
    }

    public void unsupported(String field, String reason) {
        policy.unsupported(field, reason);
    }

    public void omitted(RequestField field, String reason) {
        policy.omitted(paths().of(field), reason);
    }

    /** Returns the effort of the range that comes nearest to the requested one; another than that is reported. */
    public String effort(RequestedReasoning requested, ReasoningRange range) {
        String nearest = range.nearest(requested.effort());
        if (!nearest.equals(requested.effort())) {
            omitted(requested.field(), RequestedReasoning.nearest(requested.effort(), nearest));
        }
        return nearest;
    }

    /** Reads the arguments of a tool call, of which blank ones are none; empty where they are no JSON object. */
    public Optional<Map<?, ?>> arguments(String text) {
        if (text.isBlank()) {
            return Optional.of(Map.of());
        }
        return json.value(text) instanceof Map<?, ?> object ? Optional.of(object) : Optional.empty();
    }
}
