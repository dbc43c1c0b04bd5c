package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.RequestedReasoning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code think}: a word for models that have efforts, which other models refuse; on or off for those. A model of
 * which nothing is registered gets one of the server's own three words, as the caller may know more of it.
 *
 * @param paths where the caller has written the wish
 */
record Thinking(ModelSpec model, FieldPaths paths, UnsupportedFieldPolicy fidelity) {

    private static final ReasoningRange SERVERS_OWN =
            new ReasoningRange(List.of("low", "medium", "high"), null, null, null);

    /** Null where it is left to the model. */
    @Nullable Object think(Options options) {
        RequestedReasoning wish = RequestedReasoning.of(options);
        if (wish == null) {
            return null;
        }
        if (!RequestedReasoning.reasons(model)) {
            return unregistered(wish, options);
        }
        ReasoningRange range = model.reasoning();
        boolean stays = Boolean.FALSE.equals(range.canBeOff());
        if (wish.off() && !stays) {
            return false;
        }
        if (range.efforts().isEmpty()) {
            if (options.reasoningEffort() != null || wish.off()) {
                fidelity.omitted(paths.of(wish.field()), "this model's reasoning is on, it knows no degrees of it");
            }
            return true;
        }
        return word(wish, range);
    }

    private @Nullable Object unregistered(RequestedReasoning wish, Options options) {
        if (!model.features().isEmpty()) {
            if (!wish.off()) {
                fidelity.unsupported(paths.of(wish.field()), RequestedReasoning.NO_REASONING);
            }
            return null;
        }
        if (wish.off() || wish.effort().equals("minimal")) {
            return false;
        }
        return options.reasoningEffort() == null ? (Object) true : word(wish, SERVERS_OWN);
    }

    private Object word(RequestedReasoning wish, ReasoningRange range) {
        String word = range.nearest(wish.effort());
        if (!word.equals(wish.effort())) {
            fidelity.omitted(paths.of(wish.field()), RequestedReasoning.nearest(wish.effort(), word));
        }
        return word;
    }
}
