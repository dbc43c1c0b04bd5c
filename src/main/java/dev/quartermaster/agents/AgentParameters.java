package dev.quartermaster.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Default generation parameters of an agent's requests. A component is null if it is not set.
 *
 * @param stop sequences that end the answer
 */
@RegisterForReflection(ignoreNested = false)
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentParameters(
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        @Nullable Integer maxTokens,
        @Nullable Long seed,
        @Nullable List<String> stop) {

    public static final AgentParameters NONE = new AgentParameters(null, null, null, null, null, null);

    public AgentParameters {
        stop = stop == null ? null : List.copyOf(stop);
    }
}
