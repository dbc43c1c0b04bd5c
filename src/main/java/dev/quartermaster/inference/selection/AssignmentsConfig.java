package dev.quartermaster.inference.selection;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Models assigned to the tasks of agents that call providers themselves. */
@ConfigMapping(prefix = "quartermaster.assignments")
public interface AssignmentsConfig {

    /** The most assignments that are remembered; 0 for none, so that each question is a new choice. */
    @WithDefault("10000")
    @WithConverter(Bounds.NotNegative.class)
    int remembered();

    /** The most assignments asked for at once. */
    @WithDefault("200")
    @WithConverter(Bounds.Positive.class)
    int batch();
}
