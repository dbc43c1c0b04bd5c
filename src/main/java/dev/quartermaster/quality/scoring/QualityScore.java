package dev.quartermaster.quality.scoring;

import java.util.List;

/**
 * Score of an answer by the rules.
 *
 * @param completeness in [0,1]
 * @param relevance in [0,1]
 * @param coherence in [0,1]
 * @param findings why it is not 1
 */
public record QualityScore(double completeness, double relevance, double coherence, List<QualityFinding> findings) {

    static final double COMPLETENESS_WEIGHT = 0.40;
    static final double RELEVANCE_WEIGHT = 0.35;
    static final double COHERENCE_WEIGHT = 0.25;

    public QualityScore {
        findings = List.copyOf(findings);
    }

    /** The weighted sum of the criteria, in [0,1]. */
    public double score() {
        return completeness * COMPLETENESS_WEIGHT + relevance * RELEVANCE_WEIGHT + coherence * COHERENCE_WEIGHT;
    }

    /** Returns whether the score is below the threshold. */
    public boolean isLow(double threshold) {
        return score() < threshold;
    }
}
