package dev.quartermaster.inference.planning;

import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.Canary;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.routing.Decision;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The side of its agent's canary that a request is on.
 *
 * @param word {@code canary} or {@code base}
 * @param model that it is tried with; empty: selected for the request
 * @param percent the canary's share of the requests
 */
record CanaryArm(String word, Optional<String> model, double percent) {

    /** Empty without a canary, or when its model is not in the registry any more: then the agent is as without it. */
    static Optional<CanaryArm> of(InferenceRequest request, AgentProfile agent, RegistrySnapshot models) {
        return agent.canary()
                .filter(canary -> models.resolve(canary.model()).isPresent())
                .map(canary -> of(canary, canary.takes(agent.agentType(), task(request)), agent));
    }

    private static CanaryArm of(Canary canary, boolean taken, AgentProfile agent) {
        return new CanaryArm(
                taken ? "canary" : "base",
                taken ? Optional.of(canary.model()) : agent.model(),
                canary.trafficPercent());
    }

    /** What stays on one side: a task, or a request that is of none. */
    private static @Nullable String task(InferenceRequest request) {
        return request.hints().taskId() == null
                ? request.requestId()
                : request.hints().taskId();
    }

    /** As a part of the reason for a choice. */
    String why() {
        String share =
                new BigDecimal(Double.toString(percent)).stripTrailingZeros().toPlainString();
        return word.equals("canary") ? "canary " + share + " %" : "base beside a canary " + share + " %";
    }

    /** Returns true if the request began with this arm's model; a model that could not be called does not count. */
    boolean began(Decision decision, RegistrySnapshot models) {
        if (decision.route().isEmpty()) {
            return false;
        }
        Optional<ModelSpec> own = model.flatMap(models::resolve);
        return own.isEmpty()
                || own.get().key().equals(decision.route().get(0).model().key());
    }
}
