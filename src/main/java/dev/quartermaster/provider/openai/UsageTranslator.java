package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.provider.openai.wire.InclusiveUsage;

/** Reads what an answer used. */
final class UsageTranslator {

    private UsageTranslator() {}

    static Usage usage(Wire.Tokens tokens) {
        Wire.PromptDetails prompt = tokens.promptDetails();
        Wire.CompletionDetails completion = tokens.completionDetails();
        return InclusiveUsage.of(
                tokens.prompt(),
                prompt == null ? 0 : prompt.cached(),
                prompt == null ? 0 : prompt.cacheWrite(),
                tokens.completion(),
                completion == null ? 0 : completion.reasoning());
    }
}
