package dev.quartermaster.performance;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.performance.window.PerformanceStatistics;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statistics of all models at one moment. Immutable. */
public interface PerformanceView {

    /** View without data. */
    PerformanceView EMPTY = new PerformanceView() {
        @Override
        public PerformanceStatistics of(ModelKey model, @Nullable String agentType) {
            return PerformanceStatistics.NONE;
        }

        @Override
        public Set<ModelKey> models() {
            return Set.of();
        }

        @Override
        public long version() {
            return 0;
        }
    };

    /**
     * Returns the model's statistics for this agent type if it has enough calls, otherwise those for all agents.
     *
     * @param agentType null for all agents
     * @return {@link PerformanceStatistics#NONE} for a model without calls, never null
     */
    PerformanceStatistics of(ModelKey model, @Nullable String agentType);

    /** Returns the models with statistics, for any agent. */
    Set<ModelKey> models();

    /** Returns a number that grows with every change; views of equal version are equal. */
    long version();
}
