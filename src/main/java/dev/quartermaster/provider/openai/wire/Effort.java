package dev.quartermaster.provider.openai.wire;

import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.RequestedReasoning;
import org.jspecify.annotations.Nullable;

/**
 * Says how hard a model is to reason, in the nearest of the words that the model has. OpenAI has no numbers for it. To a
 * model whose entry lists no features an effort goes as the caller says it.
 */
public final class Effort {

    private Effort() {}

    /** Null where it is left to the model. @param paths where the caller has written the wish */
    public static @Nullable String of(
            Options options, ModelSpec model, FieldPaths paths, UnsupportedFieldPolicy unsupported) {
        RequestedReasoning wish = RequestedReasoning.of(options);
        if (wish == null) {
            return null;
        }
        boolean said = wish.field() == RequestField.REASONING_EFFORT;
        if (said ? !RequestedReasoning.mayReason(model) : !RequestedReasoning.reasons(model)) {
            if (!wish.off()) {
                unsupported.unsupported(paths.of(wish.field()), RequestedReasoning.NO_REASONING);
            }
            return null;
        }
        String word = model.reasoning().nearest(wish.effort());
        if (!word.equals(wish.effort())) {
            unsupported.omitted(paths.of(wish.field()), RequestedReasoning.nearest(wish.effort(), word));
        }
        return word;
    }
}
