package dev.quartermaster.quality;

import dev.quartermaster.domain.ModelKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model and the agent type that it answered.
 *
 * @param agentType null where the caller named none
 */
public record ScoredPair(ModelKey model, @Nullable String agentType) {

    // Written out: a native executable interprets what the compiler makes for a record, at 100 times the price.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ScoredPair that
                        && model.equals(that.model)
                        && Objects.equals(agentType, that.agentType));
    }

    @Override
    public int hashCode() {
        return 31 * model.hashCode() + Objects.hashCode(agentType);
    }
}
