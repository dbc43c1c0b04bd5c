package dev.quartermaster.performance;

import dev.quartermaster.history.ledger.AgentSum;
import java.time.Instant;
import java.util.List;

/**
 * Request statistics of each agent type over a window.
 *
 * @param from the start of the window, inclusive
 * @param to the end of the window, exclusive
 */
public record AgentSummaries(int windowHours, Instant from, Instant to, List<AgentSum> agents) {

    public AgentSummaries {
        agents = List.copyOf(agents);
    }
}
