package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.provider.openai.wire.InclusiveUsage;
import dev.quartermaster.provider.translation.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
                completion == null ? 0 : completion.reasoning(),
                InclusiveUsage.media(
                        prompt == null ? null : prompt.extra(), completion == null ? null : completion.extra()));
    }

    /** Returns the reported usage beyond the shared token classes, whose sum is the provider's total. */
    static Map<String, Object> extra(Wire.Tokens tokens) {
        Fields extra = new Fields().add(orEmpty(tokens.extra()));
        extra.map().remove("total_tokens");
        Map<String, Object> prompt = orEmpty(
                tokens.promptDetails() == null ? null : tokens.promptDetails().extra());
        Map<String, Object> completion = orEmpty(
                tokens.completionDetails() == null
                        ? null
                        : tokens.completionDetails().extra());
        extra.set("prompt_tokens_details", prompt.isEmpty() ? null : prompt);
        extra.set("completion_tokens_details", completion.isEmpty() ? null : completion);
        return extra.map();
    }

    /** Reads the tier from the fields beside the usage; null for the standard tier. */
    static @Nullable ServiceTier tier(@Nullable Map<String, Object> answer) {
        return answer == null ? null : ServiceTier.served(answer.get("service_tier"));
    }

    private static Map<String, Object> orEmpty(@Nullable Map<String, Object> extra) {
        return extra == null ? Map.of() : extra;
    }
}
