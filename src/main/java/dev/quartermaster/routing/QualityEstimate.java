package dev.quartermaster.routing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Ways in which selection estimates the quality of a model's answers from their scores. */
public enum QualityEstimate {
    /** The lower end of Wilson's interval: a few good scores say less than many. */
    @JsonProperty("bound")
    BOUND,
    /** Answers are not scored: all count as good. */
    @JsonProperty("off")
    OFF;

    /** Deviations of the normal distribution that leave one chance in ten below. */
    static final double DEVIATIONS = 1.2815515655446004;

    /**
     * Computes the lower end of Wilson's interval.
     *
     * @param mean in [0,1]
     * @param count of the scores; 0 leaves the mean
     */
    static double lowerBound(double mean, double count) {
        if (count <= 0) {
            return mean;
        }
        double square = DEVIATIONS * DEVIATIONS;
        double middle = mean + square / (2 * count);
        double spread = DEVIATIONS * Math.sqrt((mean * (1 - mean) + square / (4 * count)) / count);
        return Math.max(0, (middle - spread) / (1 + square / count));
    }
}
