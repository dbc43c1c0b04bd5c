package dev.quartermaster.provider.google;

import dev.quartermaster.domain.Usage;

/**
 * Google counts cached tokens as a part of the prompt, and reasoning beside the candidates though it is billed as output.
 * Some models count reasoning among the candidates after all, and some leave it out of the counts but not out of the
 * total; so the output is what the total leaves over, where there is one.
 */
final class UsageTranslator {

    private UsageTranslator() {}

    static Usage usage(Wire.Tokens tokens) {
        long prompt = Math.max(0, tokens.promptTokenCount());
        long cached = Math.min(prompt, Math.max(0, tokens.cachedContentTokenCount()));
        long tools = Math.max(0, tokens.toolUsePromptTokenCount());
        long candidates = Math.max(0, tokens.candidatesTokenCount());
        long thoughts = Math.max(0, tokens.thoughtsTokenCount());
        long output = tokens.totalTokenCount() == null
                ? candidates + thoughts
                : Math.max(candidates, tokens.totalTokenCount() - prompt - tools);
        return new Usage(prompt - cached + tools, cached, 0, 0, output, Math.min(thoughts, output), tools, false);
    }
}
