package dev.quartermaster.quality;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.quality.RecentScores.LowAnswers;
import dev.quartermaster.quality.scoring.QualityFinding;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Advice to give an agent another model.
 *
 * @param model the one that gives low answers
 * @param better the next best of a selection; null when no other can answer
 * @param suitability the score of the next best in that selection; 0 without one
 * @param low what the last answers come to now
 * @param since when too many were low first
 */
public record SwitchRecommendation(
        ModelKey model, @Nullable ModelKey better, double suitability, LowAnswers low, Instant since) {

    private static final int MOST_FINDINGS = 3;

    /** Says in words what the last answers of a model to an agent come to. */
    public static String why(ScoredPair pair, LowAnswers low) {
        String found = low.findings().stream()
                .limit(MOST_FINDINGS)
                .map(QualityFinding::wire)
                .collect(Collectors.joining(", "));
        return low.low() + " of the last " + low.answers() + " answers of " + pair.model()
                + (pair.agentType() == null ? "" : " to agent " + pair.agentType()) + " were low"
                + (found.isEmpty() ? "" : " (" + found + ")");
    }
}
