package dev.quartermaster.performance.window;

/**
 * How one model did over a window. Every component but the counts is null where nothing is known.
 *
 * @param calls that ended, failed ones among them
 * @param successes of those
 * @param quality the mean of the scores there are, in [0,1]
 * @param latencyP50Ms of successes, from sending to the last byte
 * @param firstTokenP50Ms of streamed successes
 * @param tokensPerSecond output tokens by the time they took
 * @param outputP95Tokens the length of an answer that 95 of 100 stay below
 */
public record PerformanceStatistics(
        long calls,
        long successes,
        Double quality,
        Double latencyP50Ms,
        Double latencyP95Ms,
        Double latencyP99Ms,
        Double firstTokenP50Ms,
        Double tokensPerSecond,
        Long outputP95Tokens) {

    /** Of a model that nobody has called. */
    public static final PerformanceStatistics NONE =
            new PerformanceStatistics(0, 0, null, null, null, null, null, null, null);

    public PerformanceStatistics {
        if (successes < 0 || successes > calls) {
            throw new IllegalArgumentException("there are at most as many successes as calls, and no fewer than none");
        }
    }
}
