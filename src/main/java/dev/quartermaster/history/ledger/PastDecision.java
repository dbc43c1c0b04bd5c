package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it was recorded, and what became of the request that followed it.
 *
 * @param inputs what the choice was made from, as JSON text
 * @param chosen the first of the route that was decided on; null where none could answer
 * @param happened null where no request followed
 */
public record PastDecision(
        UUID id,
        Instant time,
        String inputs,
        @Nullable ModelKey chosen,
        @Nullable Happened happened) {

    /**
     * The outcome of the request.
     *
     * @param agentType null where unsaid
     * @param model that served, or was tried last; null when none was
     * @param latencyMs null where unknown
     * @param quality in [0,1]; null where not evaluated
     */
    public record Happened(
            String agentType,
            @Nullable ModelKey model,
            boolean success,
            Double latencyMs,
            Double quality,
            Usage usage,
            Money cost) {}
}
