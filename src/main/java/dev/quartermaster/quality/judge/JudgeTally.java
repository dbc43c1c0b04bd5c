package dev.quartermaster.quality.judge;

import dev.quartermaster.telemetry.SafeMetrics;
import dev.quartermaster.telemetry.StatusContributor.Finding;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what came of the questions to the judge. Safe for any thread. */
public final class JudgeTally {

    /** The difference between the judge's score and that of the rules above which they disagree. */
    public static final double DISAGREEMENT = 0.3;

    /** Questions in a row without a verdict after which something is wrong with the judge. */
    private static final int MOST_IN_VAIN = 3;

    /** Outcome of one question, or the reason why it was not put. */
    public enum Outcome {
        /** A score near that of the rules. */
        AGREED,
        /** A score far from that of the rules. */
        DISAGREED,
        /** An answer that is no verdict. */
        INVALID,
        /** No answer. */
        FAILED,
        /** The day's budget does not cover it. */
        OVER_BUDGET,
        /** Too many others were under way. */
        PASSED_OVER;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final SafeMetrics metrics;
    private final Clock clock;
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private int inVain;
    private @Nullable Instant inVainSince;

    public JudgeTally(SafeMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Returns whether two scores of one answer contradict each other. */
    public static boolean disagree(double judge, double rules) {
        return Math.abs(judge - rules) > DISAGREEMENT;
    }

    public void count(Outcome outcome) {
        synchronized (this) {
            counts.merge(outcome, 1L, Long::sum);
            if (outcome == Outcome.AGREED || outcome == Outcome.DISAGREED) {
                inVain = 0;
                inVainSince = null;
            } else if (outcome == Outcome.INVALID || outcome == Outcome.FAILED) {
                inVain++;
                inVainSince = inVainSince == null ? clock.instant() : inVainSince;
            }
        }
        metrics.record(meters -> meters.counter("quartermaster.quality.judgements", "outcome", outcome.wire())
                .increment());
    }

    public synchronized long of(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** Says what came of the questions so far; empty before the first. */
    public synchronized String summary() {
        if (counts.isEmpty()) {
            return "";
        }
        StringBuilder words = new StringBuilder("judge:");
        counts.forEach((outcome, count) -> words.append(words.charAt(words.length() - 1) == ':' ? " " : ", ")
                .append(count)
                .append(' ')
                .append(outcome.wire().replace('_', ' ')));
        return words.toString();
    }

    /** Several questions in a row had no verdict. */
    public synchronized Optional<Finding> problem() {
        return inVainSince == null || inVain < MOST_IN_VAIN
                ? Optional.empty()
                : Optional.of(new Finding(inVainSince, "the judge gave no verdict " + inVain + " times in a row"));
    }
}
