package dev.quartermaster.provider.openai.wire;

import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.RequestField;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.RequestedReasoning;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the reasoning effort, the nearest that the model has. OpenAI has no numbers for it. To a
 * model whose entry lists no features an effort goes as the caller says it.
 */
public final class Effort {

    private Effort() {}

    /**
     * Returns the effort to ask for; null to leave it to the model.
     *
     * @param paths the caller's fields, for reports of unsupported ones
     */
    public static @Nullable String of(
            Options options, ModelSpec model, FieldPaths paths, UnsupportedFieldPolicy unsupported) {
        RequestedReasoning wish = RequestedReasoning.of(options);
        if (wish == null) {
            return null;
        }
        boolean explicit = wish.field() == RequestField.REASONING_EFFORT;
        if (explicit ? !RequestedReasoning.mayReason(model) : !RequestedReasoning.reasons(model)) {
            if (!wish.off()) {
                unsupported.unsupported(paths.of(wish.field()), RequestedReasoning.NO_REASONING);
            }
            return null;
        }
        String word = model.reasoning().nearest(wish.effort());
        if (word != null && !word.equals(wish.effort())) {
            unsupported.omitted(paths.of(wish.field()), RequestedReasoning.nearest(wish.effort(), word));
        }
        return word;
    }
}
