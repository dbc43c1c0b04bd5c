package dev.quartermaster.routing;

/**
 * A candidate's score by each criterion, each from 0 to 1.
 *
 * @param stickiness what the cost score loses because the conversation's prompt cache is with another model; 0 where
 *     nothing is lost
 */
public record Scores(double capability, double cost, double performance, double availability, double stickiness) {

    private static final double DIGITS = 1e9;

    /** Rounds the scores to nine digits for display and storage. */
    public Scores rounded() {
        return new Scores(
                rounded(capability), rounded(cost), rounded(performance), rounded(availability), rounded(stickiness));
    }

    public static double rounded(double score) {
        return Math.round(score * DIGITS) / DIGITS;
    }
}
