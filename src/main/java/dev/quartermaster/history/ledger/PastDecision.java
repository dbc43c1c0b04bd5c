package dev.quartermaster.history.ledger;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Recorded decision with the outcome of the request that followed it.
 *
 * @param inputs the selection inputs, as JSON text
 * @param chosen the first model of the route; null if there was no candidate
 * @param happened null if no request followed
 */
public record PastDecision(
        UUID id,
        Instant time,
        String inputs,
        @Nullable ModelKey chosen,
        @Nullable Happened happened) {

    /**
     * Outcome of the request.
     *
     * @param agentType null if not given
     * @param model that served, or was tried last; null if none was tried
     * @param latencyMs null if unknown
     * @param quality in [0,1]; null if not evaluated
     * @param cost null if a price was not known
     */
    public record Happened(
            @Nullable String agentType,
            @Nullable ModelKey model,
            boolean success,
            @Nullable Double latencyMs,
            @Nullable Double quality,
            Usage usage,
            @Nullable Money cost) {}
}
