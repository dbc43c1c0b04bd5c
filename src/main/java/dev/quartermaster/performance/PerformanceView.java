package dev.quartermaster.performance;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.performance.window.PerformanceStatistics;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statistics of all models at one moment. Immutable. */
public interface PerformanceView {

    /** View without any data. */
    PerformanceView NOTHING = new PerformanceView() {
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
     * The model's calls for this agent type where there are enough of them to tell, else those for everybody.
     *
     * @param agentType null for everybody
     * @return {@link PerformanceStatistics#NONE} for a model without calls, never null
     */
    PerformanceStatistics of(ModelKey model, @Nullable String agentType);

    /** Returns the models with statistics, for any agent. */
    Set<ModelKey> models();

    /** Grows whenever a later view answers something else; views of equal version are the same. */
    long version();
}
