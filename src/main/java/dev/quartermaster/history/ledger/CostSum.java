package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Usage and cost of a group of requests.
 *
 * @param group the group's keys with their values, in the order asked for; a value is null for requests without one
 * @param unpriced requests whose cost is not known
 * @param estimated requests whose usage is an estimate
 * @param priced what the requests cost whose cost is known
 * @param failedCost the part of it that failed calls cost
 * @param outcomes how the requests went
 */
public record CostSum(
        Map<GroupKey, @Nullable String> group,
        long requests,
        long successes,
        long unpriced,
        long estimated,
        Tokens tokens,
        Money priced,
        Money failedCost,
        Outcomes outcomes) {

    /**
     * Outcomes of requests.
     *
     * @param saved what the hits would have cost
     * @param failedOver requests with a failover
     * @param latencyMs the sum over successes
     * @param scored requests with a quality score
     * @param qualitySum the sum of the scores
     */
    public record Outcomes(
            long cacheHits, Money saved, long failedOver, double latencyMs, long scored, double qualitySum) {

        static final Outcomes NONE = new Outcomes(0, Money.ZERO, 0, 0, 0, 0);
    }

    /** Creates sums of requests of whose outcomes nothing is told. */
    public CostSum(
            Map<GroupKey, @Nullable String> group,
            long requests,
            long successes,
            long unpriced,
            long estimated,
            Tokens tokens,
            Money priced,
            Money failedCost) {
        this(group, requests, successes, unpriced, estimated, tokens, priced, failedCost, Outcomes.NONE);
    }

    /**
     * Tokens by class. The classes do not overlap, but for reasoning, which is part of the output.
     *
     * @param input prompt tokens of none of the other classes
     * @param output output tokens that are neither audio nor images
     */
    public record Tokens(
            long input,
            long cacheRead,
            long cacheWrite5m,
            long cacheWrite1h,
            long audioInput,
            long imageInput,
            long output,
            long reasoning,
            long audioOutput,
            long imageOutput) {

        /** Returns all prompt tokens, whatever they cost. */
        public long allInput() {
            return input + cacheRead + cacheWrite5m + cacheWrite1h + audioInput + imageInput;
        }

        public long allOutput() {
            return output + audioOutput + imageOutput;
        }
    }

    public CostSum {
        group = Collections.unmodifiableMap(new LinkedHashMap<>(group));
    }

    /** Returns what they cost; null when the cost of none of them is known. */
    public @Nullable Money cost() {
        return requests > 0 && unpriced == requests ? null : priced;
    }
}
