package dev.quartermaster.domain;

/**
 * Tokens of one call, in classes that do not overlap, so that the price is a plain sum over them. Each provider adapter
 * builds it from what its provider documents as included or additional.
 *
 * @param input prompt tokens billed at the full input rate: neither read from nor written to a prompt cache
 * @param cacheRead prompt tokens read from the provider's prompt cache
 * @param cacheWrite5m prompt tokens written to the cache for five minutes (or for the provider's only lifetime)
 * @param cacheWrite1h prompt tokens written to the cache for one hour
 * @param output all billed output tokens, reasoning included
 * @param reasoning the part of {@code output} that was reasoning; information only, never priced by itself
 * @param toolPrompt the part of {@code input} that the provider added for its tools; information only
 * @param estimated whether the provider's own count is missing and this is our estimate
 */
public record Usage(
        long input,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning,
        long toolPrompt,
        boolean estimated) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, false);

    public Usage {
        if (input < 0 || cacheRead < 0 || cacheWrite5m < 0 || cacheWrite1h < 0 || output < 0) {
            throw new IllegalArgumentException("token counts must not be negative");
        }
        if (reasoning < 0 || reasoning > output || toolPrompt < 0 || toolPrompt > input) {
            throw new IllegalArgumentException("reasoning is a part of output, tool prompt a part of input");
        }
    }

    public static Usage of(long input, long output) {
        return new Usage(input, 0, 0, 0, output, 0, 0, false);
    }

    public static Usage estimate(long input, long output) {
        return new Usage(input, 0, 0, 0, output, 0, 0, true);
    }

    /** The same with {@code other} output tokens. */
    public Usage withOutput(long other) {
        return new Usage(
                input, cacheRead, cacheWrite5m, cacheWrite1h, other, Math.min(reasoning, other), toolPrompt, estimated);
    }

    /** Returns the sum of two usages. */
    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cacheRead + other.cacheRead,
                cacheWrite5m + other.cacheWrite5m,
                cacheWrite1h + other.cacheWrite1h,
                output + other.output,
                reasoning + other.reasoning,
                toolPrompt + other.toolPrompt,
                estimated || other.estimated);
    }

    /** All prompt tokens, whatever they cost: what a price tier and a context window are compared with. */
    public long promptTokens() {
        return input + cacheRead + cacheWrite5m + cacheWrite1h;
    }

    public long totalTokens() {
        return promptTokens() + output;
    }
}
