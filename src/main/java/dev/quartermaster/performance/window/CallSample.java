package dev.quartermaster.performance.window;

import dev.quartermaster.domain.ModelKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of one call that counts for its model.
 *
 * @param agentType null if not given
 * @param time the end of the call
 * @param latencyMs from sending to the last byte; null if unknown
 * @param firstTokenMs to the first content of a stream; null if unknown
 * @param quality in [0,1]; null if not evaluated
 * @param outputTokens null if unknown
 */
public record CallSample(
        ModelKey model,
        @Nullable String agentType,
        Instant time,
        boolean success,
        @Nullable Double latencyMs,
        @Nullable Double firstTokenMs,
        @Nullable Double quality,
        @Nullable Long outputTokens) {}
