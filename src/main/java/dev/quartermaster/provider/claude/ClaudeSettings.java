package dev.quartermaster.provider.claude;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Generation settings of a Claude request: the caller's settings without those that the model rejects. A component is
 * null if it is not sent.
 *
 * @param thinking the {@code thinking} object
 * @param effort the {@code output_config.effort}
 */
public record ClaudeSettings(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        @Nullable List<String> stop,
        @Nullable Map<String, Object> thinking,
        @Nullable String effort) {

    /** @throws dev.quartermaster.domain.QuartermasterException naming the field that the model refuses */
    public static ClaudeSettings of(ClaudeRequest call) {
        ClaudeReasoning reasoning = ClaudeReasoning.of(call);
        ClaudeSampling sampling = ClaudeSampling.of(call, reasoning.isOn());
        return new ClaudeSettings(
                sampling.temperature(),
                sampling.topP(),
                sampling.topK(),
                sampling.stop(),
                reasoning.thinking(),
                reasoning.effort());
    }
}
