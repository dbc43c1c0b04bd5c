package dev.quartermaster.agents;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** End of a canary. */
public enum CanaryEnd {
    /** Its model becomes the agent's. */
    PROMOTE,
    /** The agent's model stays. */
    ROLLBACK;

    /** Returns the end as a change of the agent; it fails with {@code conflict} if there is no canary. */
    public AgentEditor.Step step(@Nullable String agentType) {
        return before -> Optional.of(before.flatMap(
                        settings -> Optional.ofNullable(settings.canary()).map(canary -> end(settings, canary)))
                .orElseThrow(() ->
                        new QuartermasterException(ErrorCode.CONFLICT, "The agent " + agentType + " has no canary.")));
    }

    private AgentSettings end(AgentSettings settings, Canary canary) {
        return new AgentSettings(
                settings.enabled(),
                this == PROMOTE ? canary.model() : settings.model(),
                settings.timeoutSeconds(),
                settings.fallbacks(),
                settings.allowedModels(),
                settings.requiredFeatures(),
                settings.parameters(),
                settings.systemPromptPrefix(),
                null);
    }
}
