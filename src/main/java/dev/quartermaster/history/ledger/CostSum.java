package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.Money;
import java.util.Map;

/**
 * The usage and cost of a group of requests.
 *
 * @param group the group's keys with their values, in the order asked for; a value is null where requests have none
 * @param inputTokens all prompt tokens, whatever they cost
 */
public record CostSum(Map<GroupKey, String> group, long requests, long inputTokens, long outputTokens, Money cost) {}
