package dev.quartermaster.provider.openai.wire;

import dev.quartermaster.domain.Usage;

/**
 * OpenAI counts inclusively: tokens read from and written to its cache are part of the prompt's, reasoning is part of
 * the answer's. So the classes always add up to prompt and answer, also where a compatible server's details claim more
 * than the whole.
 */
public final class InclusiveUsage {

    private InclusiveUsage() {}

    /** @param cached of the prompt; {@code reasoning} is of the answer */
    public static Usage of(long prompt, long cached, long written, long answer, long reasoning) {
        long allPrompt = Math.max(0, prompt);
        long allAnswer = Math.max(0, answer);
        long read = within(allPrompt, cached);
        long kept = within(allPrompt - read, written);
        return new Usage(allPrompt - read - kept, read, kept, 0, allAnswer, within(allAnswer, reasoning), 0, false);
    }

    private static long within(long whole, long part) {
        return Math.min(whole, Math.max(0, part));
    }
}
