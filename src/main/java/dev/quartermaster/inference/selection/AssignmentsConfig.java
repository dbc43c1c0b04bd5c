package dev.quartermaster.inference.selection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Models assigned to the tasks of agents that call providers themselves. */
@ConfigMapping(prefix = "quartermaster.assignments")
public interface AssignmentsConfig {

    /** The most assignments that are remembered; 0 for none, so that each question is a new choice. */
    @WithDefault("10000")
    @Min(0) int remembered();

    /** The most assignments asked for at once. */
    @WithDefault("200")
    @Min(1) int batch();
}
