package dev.quartermaster.routing;

/** The share of the model's quota that is still free, less where the model's last calls failed or it has just come back. */
final class AvailabilityCriterion {

    private AvailabilityCriterion() {}

    static double score(double quotaUsed, double health) {
        return (1 - quotaUsed) * health;
    }
}
