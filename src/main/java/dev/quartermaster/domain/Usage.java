package dev.quartermaster.domain;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of one call, in classes that do not overlap, so that the price is a plain sum over them. Each provider adapter
 * builds it from what its provider documents as included or additional.
 *
 * @param input prompt tokens billed at the full input rate: neither read from nor written to a prompt cache
 * @param cacheRead prompt tokens read from the provider's prompt cache
 * @param cacheWrite5m prompt tokens written to the cache for five minutes (or for the provider's only lifetime)
 * @param cacheWrite1h prompt tokens written to the cache for one hour
 * @param output all billed output tokens of text, reasoning included
 * @param reasoning the part of {@code output} that was reasoning; information only, never priced by itself
 * @param toolPrompt the part of {@code input} that the provider added for its tools; information only
 * @param estimated whether the provider's own count is missing and this is our estimate
 * @param media tokens of audio and images; no part of {@code input} and {@code output}
 * @param tier the tier that the provider says it served at; null for its standard one
 */
public record Usage(
        long input,
        long cacheRead,
        long cacheWrite5m,
        long cacheWrite1h,
        long output,
        long reasoning,
        long toolPrompt,
        boolean estimated,
        MediaTokens media,
        @Nullable ServiceTier tier) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, false);

    public Usage {
        if (input < 0 || cacheRead < 0 || cacheWrite5m < 0 || cacheWrite1h < 0 || output < 0) {
            throw new IllegalArgumentException("token counts must not be negative");
        }
        if (reasoning < 0 || reasoning > output || toolPrompt < 0 || toolPrompt > input) {
            throw new IllegalArgumentException("reasoning is a part of output, tool prompt a part of input");
        }
    }

    /** Creates a usage of text at the standard tier. */
    public Usage(
            long input,
            long cacheRead,
            long cacheWrite5m,
            long cacheWrite1h,
            long output,
            long reasoning,
            long toolPrompt,
            boolean estimated) {
        this(
                input,
                cacheRead,
                cacheWrite5m,
                cacheWrite1h,
                output,
                reasoning,
                toolPrompt,
                estimated,
                MediaTokens.NONE,
                null);
    }

    public static Usage of(long input, long output) {
        return new Usage(input, 0, 0, 0, output, 0, 0, false);
    }

    public static Usage estimate(long input, long output) {
        return new Usage(input, 0, 0, 0, output, 0, 0, true);
    }

    /** The same with {@code other} output tokens of text. */
    public Usage withOutput(long other) {
        return new Usage(
                input,
                cacheRead,
                cacheWrite5m,
                cacheWrite1h,
                other,
                Math.min(reasoning, other),
                toolPrompt,
                estimated,
                media,
                tier);
    }

    /** The same, served at a tier; null for the standard one. */
    public Usage at(@Nullable ServiceTier other) {
        return other == null && tier == null
                ? this
                : new Usage(
                        input,
                        cacheRead,
                        cacheWrite5m,
                        cacheWrite1h,
                        output,
                        reasoning,
                        toolPrompt,
                        estimated,
                        media,
                        other);
    }

    /** Returns the sum of two usages; the tier is that of the second. */
    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cacheRead + other.cacheRead,
                cacheWrite5m + other.cacheWrite5m,
                cacheWrite1h + other.cacheWrite1h,
                output + other.output,
                reasoning + other.reasoning,
                toolPrompt + other.toolPrompt,
                estimated || other.estimated,
                media.plus(other.media),
                other.tier);
    }

    /** All prompt tokens, whatever they cost: what a price tier and a context window are compared with. */
    public long promptTokens() {
        return input + cacheRead + cacheWrite5m + cacheWrite1h + media.input();
    }

    /** All tokens of the answer, whatever they cost. */
    public long answerTokens() {
        return output + media.output();
    }

    public long totalTokens() {
        return promptTokens() + answerTokens();
    }
}
