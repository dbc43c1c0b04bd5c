package dev.quartermaster.history.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * Which failovers to read, the newest first; every part may be null.
 *
 * @param model {@code provider/id} that was left
 * @param before only those made before this one: where the page before ended
 */
public record FailoverFilter(
        String model, String agentType, Instant from, Instant to, Instant beforeTime, UUID before) {}
