package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import java.util.Map;

/**
 * The totals of the requests of one agent type.
 *
 * @param agentType empty for requests of no agent
 * @param costByModel by model id; requests that reached no model are not in it
 */
public record AgentSum(String agentType, long requests, long successes, Money cost, Map<String, Money> costByModel) {}
