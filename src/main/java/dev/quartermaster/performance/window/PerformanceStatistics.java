package dev.quartermaster.performance.window;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of one model over a window. Every component except the counts is null if there is no data.
 *
 * @param calls completed calls, including failed ones
 * @param successes successful calls
 * @param quality mean of the scores, in [0,1]
 * @param latencyP50Ms of successes, from sending to the last byte
 * @param firstTokenP50Ms of streamed successes
 * @param tokensPerSecond output tokens divided by the time they took
 * @param outputP95Tokens 95th percentile of the answer's length
 * @param judged the weight of the scores that the quality is the mean of; each counts 1 unless it says otherwise
 */
public record PerformanceStatistics(
        long calls,
        long successes,
        @Nullable Double quality,
        @Nullable Double latencyP50Ms,
        @Nullable Double latencyP95Ms,
        @Nullable Double latencyP99Ms,
        @Nullable Double firstTokenP50Ms,
        @Nullable Double tokensPerSecond,
        @Nullable Long outputP95Tokens,
        double judged) {

    /** Statistics of a model without calls. */
    public static final PerformanceStatistics NONE =
            new PerformanceStatistics(0, 0, null, null, null, null, null, null, null);

    /** Statistics of which only the mean of the scores is known: there is one for each success. */
    public PerformanceStatistics(
            long calls,
            long successes,
            @Nullable Double quality,
            @Nullable Double latencyP50Ms,
            @Nullable Double latencyP95Ms,
            @Nullable Double latencyP99Ms,
            @Nullable Double firstTokenP50Ms,
            @Nullable Double tokensPerSecond,
            @Nullable Long outputP95Tokens) {
        this(
                calls,
                successes,
                quality,
                latencyP50Ms,
                latencyP95Ms,
                latencyP99Ms,
                firstTokenP50Ms,
                tokensPerSecond,
                outputP95Tokens,
                quality == null ? 0 : (double) successes);
    }

    public PerformanceStatistics {
        if (successes < 0 || successes > calls) {
            throw new IllegalArgumentException("there are at most as many successes as calls, and no fewer than none");
        }
    }

    // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof PerformanceStatistics that
                        && calls == that.calls
                        && successes == that.successes
                        && Objects.equals(quality, that.quality)
                        && Objects.equals(latencyP50Ms, that.latencyP50Ms)
                        && Objects.equals(latencyP95Ms, that.latencyP95Ms)
                        && Objects.equals(latencyP99Ms, that.latencyP99Ms)
                        && Objects.equals(firstTokenP50Ms, that.firstTokenP50Ms)
                        && Objects.equals(tokensPerSecond, that.tokensPerSecond)
                        && Objects.equals(outputP95Tokens, that.outputP95Tokens)
                        && Double.compare(judged, that.judged) == 0);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                calls,
                successes,
                quality,
                latencyP50Ms,
                latencyP95Ms,
                latencyP99Ms,
                firstTokenP50Ms,
                tokensPerSecond,
                outputP95Tokens,
                judged);
    }
}
