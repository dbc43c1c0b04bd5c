package dev.quartermaster.provider.openai.wire;

import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.Fidelity;
import dev.quartermaster.provider.ReasoningWish;

/** Says how hard a model is to reason, in the nearest of the words that the model has. OpenAI has no numbers for it. */
public final class Effort {

    private Effort() {}

    /** Null where it is left to the model. @param paths where the caller has written the wish */
    public static String of(Options options, ModelSpec model, FieldPaths paths, Fidelity fidelity) {
        ReasoningWish wish = ReasoningWish.of(options);
        if (wish == null) {
            return null;
        }
        boolean said = wish.field() == RequestField.REASONING_EFFORT;
        if (!ReasoningWish.reasons(model) && !(said && isUnknown(model))) {
            if (!wish.off()) {
                fidelity.lost(paths.of(wish.field()), ReasoningWish.NO_REASONING);
            }
            return null;
        }
        String word = model.reasoning().nearest(wish.effort());
        if (!word.equals(wish.effort())) {
            fidelity.omitted(paths.of(wish.field()), ReasoningWish.nearest(wish.effort(), word));
        }
        return word;
    }

    /** A model whose entry lists no features may well reason: an effort goes to it as the caller says it. */
    private static boolean isUnknown(ModelSpec model) {
        return model.features().isEmpty();
    }
}
