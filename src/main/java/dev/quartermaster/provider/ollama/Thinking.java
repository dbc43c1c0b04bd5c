package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.provider.translation.RequestedReasoning;
import dev.quartermaster.provider.translation.TranslationContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code think}: an effort for models that have efforts, which other models refuse; on or off for those. A model of
 * which nothing is registered gets one of the server's own three words, as the caller may know more of it.
 */
record Thinking(TranslationContext context) {

    private static final ReasoningRange SERVERS_OWN =
            new ReasoningRange(List.of("low", "medium", "high"), null, null, null);

    /** Returns a word, true or false; null where it is left to the model. */
    @Nullable Object think() {
        Options options = context.request().options();
        RequestedReasoning requested = RequestedReasoning.of(options);
        if (requested == null) {
            return null;
        }
        if (!context.has(Feature.REASONING)) {
            return unregistered(requested, options);
        }
        ReasoningRange range = context.model().reasoning();
        boolean stays = Boolean.FALSE.equals(range.canBeOff());
        if (requested.off() && !stays) {
            return false;
        }
        if (range.efforts().isEmpty()) {
            if (options.reasoningEffort() != null || requested.off()) {
                context.omitted(requested.field(), "this model's reasoning is on, it knows no degrees of it");
            }
            return true;
        }
        return context.effort(requested, range);
    }

    private @Nullable Object unregistered(RequestedReasoning requested, Options options) {
        if (!context.model().features().isEmpty()) {
            if (!requested.off()) {
                context.unsupported(requested.field(), RequestedReasoning.NO_REASONING);
            }
            return null;
        }
        if (requested.off() || requested.effort().equals("minimal")) {
            return false;
        }
        return options.reasoningEffort() == null ? (Object) true : context.effort(requested, SERVERS_OWN);
    }
}
