package dev.quartermaster.history.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which failovers to read, the newest first; every part may be null.
 *
 * @param model {@code provider/id} that was left
 * @param before only those made before this one: where the page before ended
 */
public record FailoverFilter(
        @Nullable String model,
        @Nullable String agentType,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant beforeTime,
        @Nullable UUID before) {}
