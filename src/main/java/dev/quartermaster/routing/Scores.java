package dev.quartermaster.routing;

/** A candidate's score by each criterion, each from 0 to 1. */
public record Scores(double capability, double cost, double performance, double availability) {

    double total(Weights weights) {
        return capability * weights.capability()
                + cost * weights.cost()
                + performance * weights.performance()
                + availability * weights.availability();
    }
}
