package dev.quartermaster.performance;

import dev.quartermaster.history.ledger.AgentSum;
import java.time.Instant;
import java.util.List;

/**
 * How the requests of each agent type went in a window.
 *
 * @param from the first moment that counted
 * @param to the first moment that did not
 */
public record AgentSummaries(int windowHours, Instant from, Instant to, List<AgentSum> agents) {

    public AgentSummaries {
        agents = List.copyOf(agents);
    }
}
