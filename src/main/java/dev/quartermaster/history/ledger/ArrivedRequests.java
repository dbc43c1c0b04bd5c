package dev.quartermaster.history.ledger;

import dev.quartermaster.history.InvocationRecord;
import java.time.Instant;
import java.util.List;

/**
 * Requests that other instances wrote down.
 *
 * @param requests in the order they arrived; of their bills only the cost and the output, of their origins only the agent
 * @param readAt the database's time up to which all that had arrived is in it, but for what was still being written
 */
public record ArrivedRequests(List<InvocationRecord> requests, Instant readAt) {}
