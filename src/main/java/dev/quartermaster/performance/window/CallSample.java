package dev.quartermaster.performance.window;

import dev.quartermaster.domain.ModelKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call of a model that says something about it.
 *
 * @param agentType null where unsaid
 * @param time when it ended
 * @param latencyMs from sending to the last byte; null where unknown
 * @param firstTokenMs to the first content of a stream; null where unknown
 * @param quality in [0,1]; null where not evaluated
 * @param outputTokens null where unknown
 */
public record CallSample(
        @Nullable ModelKey model,
        @Nullable String agentType,
        Instant time,
        boolean success,
        @Nullable Double latencyMs,
        @Nullable Double firstTokenMs,
        @Nullable Double quality,
        @Nullable Long outputTokens) {}
