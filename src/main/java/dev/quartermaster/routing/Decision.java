package dev.quartermaster.routing;

import dev.quartermaster.domain.Priority;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Which models may answer one request, in order, and why; kept so that it can be asked for later.
 *
 * @param route best first; empty when none may
 * @param rejected every model of the registry that was considered and dropped
 * @param weights null when the models were named by the caller and nothing was scored
 * @param reason a sentence for people
 * @param registryVersion the registry's content the choice was made from
 */
public record Decision(
        UUID id,
        Instant time,
        List<Ranked> route,
        List<Rejection> rejected,
        Weights weights,
        Priority priority,
        String reason,
        String registryVersion) {

    public Decision {
        route = List.copyOf(route);
        rejected = List.copyOf(rejected);
    }
}
