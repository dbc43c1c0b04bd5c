package dev.quartermaster.simulator.brain;

import dev.quartermaster.domain.MediaTokens;
import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import java.util.Map;
import java.util.Set;

/**
 * Changes that a scripted fault makes to a well-formed answer.
 *
 * @param lines text instead of the usual answer; null for the usual one
 * @param filtered the provider's filter keeps the answer back
 * @param usage token counts to report instead of the true ones, by the names of {@link #COUNTS}
 * @param tier the service tier to report; null for the standard one
 */
public record Twist(Lines lines, boolean filtered, Map<String, Long> usage, String tier) {

    /** The names under which a count can be replaced; they are the classes of {@link Usage}. */
    public static final Set<String> COUNTS = Set.of(
            "input",
            "cache_read",
            "cache_write_5m",
            "cache_write_1h",
            "output",
            "reasoning",
            "tool_prompt",
            "audio_input",
            "image_input",
            "audio_output",
            "image_output");

    public static final Twist NONE = new Twist(null, false, Map.of(), null);

    Usage apply(Usage counted) {
        if (usage.isEmpty()) {
            return counted.at(served());
        }
        long input = usage.getOrDefault("input", counted.input());
        long output = usage.getOrDefault("output", counted.output());
        return new Usage(
                input,
                usage.getOrDefault("cache_read", counted.cacheRead()),
                usage.getOrDefault("cache_write_5m", counted.cacheWrite5m()),
                usage.getOrDefault("cache_write_1h", counted.cacheWrite1h()),
                output,
                Math.min(output, usage.getOrDefault("reasoning", counted.reasoning())),
                Math.min(input, usage.getOrDefault("tool_prompt", counted.toolPrompt())),
                false,
                MediaTokens.of(
                        count("audio_input"), count("image_input"), count("audio_output"), count("image_output")),
                served());
    }

    private long count(String media) {
        return usage.getOrDefault(media, 0L);
    }

    private ServiceTier served() {
        return tier == null ? null : new ServiceTier(tier);
    }
}
