package dev.quartermaster.performance.window;

import dev.quartermaster.domain.ModelKey;
import java.time.Instant;

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
        ModelKey model,
        String agentType,
        Instant time,
        boolean success,
        Double latencyMs,
        Double firstTokenMs,
        Double quality,
        Long outputTokens) {}
