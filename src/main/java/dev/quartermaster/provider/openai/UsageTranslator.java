package dev.quartermaster.provider.openai;

import dev.quartermaster.domain.Usage;

/**
 * OpenAI counts inclusively: tokens read from and written to its cache are part of the prompt's, reasoning is part of
 * the completion's. So the classes always add up to prompt and completion, also where a compatible server's details
 * claim more than the whole.
 */
final class UsageTranslator {

    private UsageTranslator() {}

    static Usage usage(Wire.Tokens tokens) {
        long prompt = Math.max(0, tokens.prompt());
        long completion = Math.max(0, tokens.completion());
        Wire.PromptDetails details = tokens.promptDetails();
        long cached = details == null ? 0 : within(prompt, details.cached());
        long written = details == null ? 0 : within(prompt - cached, details.cacheWrite());
        long reasoning = tokens.completionDetails() == null
                ? 0
                : within(completion, tokens.completionDetails().reasoning());
        return new Usage(prompt - cached - written, cached, written, 0, completion, reasoning, 0, false);
    }

    private static long within(long whole, long part) {
        return Math.min(whole, Math.max(0, part));
    }
}
