package dev.quartermaster.inference.planning;

import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.cost.MaximumCosts;
import dev.quartermaster.limits.TokenCalibration;
import java.util.List;
import java.util.Optional;

/** Gives tests what computes the most that calls can cost. */
public final class Maximums {

    private Maximums() {}

    /** Without a margin, and without a catalog. */
    public static CallMaximum live(TokenCalibration calibration) {
        return new CallMaximum(
                new MaximumCosts(1),
                calibration,
                new BedrockRoutes(Optional::empty, CallPolicy.from("us-east-1"), new Regions(List.of())));
    }
}
