package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request and its outcome: an entry of the ledger.
 *
 * @param id made once per request, so that a record delivered twice is stored once; see {@link TimeOrderedIds}
 * @param time the start of the request, truncated to microseconds, as PostgreSQL keeps it
 * @param requestId the id returned to the caller
 * @param requestedModel as the caller wrote it; may be an alias or {@code auto}
 * @param model that served, or was tried last; null if none was tried
 * @param decisionId null without a decision
 * @param attempts every call made, in order
 * @param failovers the number of failovers to another model
 * @param latencyMs from the request's arrival to its end, in milliseconds; null if unknown
 * @param timeToFirstTokenMs from the request's arrival to the first content; null if unknown
 * @param qualityScore in [0,1]; null if not evaluated
 * @param budgetLeases what of the cost counts against which lease of a budget
 * @param cache what it had from the cache of answers; null where none was asked
 * @param decision the decision of {@code decisionId}; null where it has a row of its own
 */
public record InvocationRecord(
        UUID id,
        Instant time,
        Source source,
        @Nullable String requestId,
        RequestOrigin origin,
        @Nullable String requestedModel,
        @Nullable ModelKey model,
        @Nullable UUID decisionId,
        Outcome outcome,
        List<Attempt> attempts,
        int failovers,
        @Nullable Double latencyMs,
        @Nullable Double timeToFirstTokenMs,
        InvocationCost bill,
        @Nullable Double qualityScore,
        LeaseAmounts budgetLeases,
        @Nullable CacheUse cache,
        @Nullable RequestDecision decision)
        implements JournalEntry {

    /** Creates a record of a request that nothing was held for and no cache was asked. */
    public InvocationRecord(
            UUID id,
            Instant time,
            Source source,
            @Nullable String requestId,
            RequestOrigin origin,
            @Nullable String requestedModel,
            @Nullable ModelKey model,
            @Nullable UUID decisionId,
            Outcome outcome,
            List<Attempt> attempts,
            int failovers,
            @Nullable Double latencyMs,
            @Nullable Double timeToFirstTokenMs,
            InvocationCost bill,
            @Nullable Double qualityScore) {
        this(
                id,
                time,
                source,
                requestId,
                origin,
                requestedModel,
                model,
                decisionId,
                outcome,
                attempts,
                failovers,
                latencyMs,
                timeToFirstTokenMs,
                bill,
                qualityScore,
                LeaseAmounts.NONE,
                null,
                null);
    }

    /** Returns the same record with what it had from the cache. */
    public InvocationRecord withCache(CacheUse use) {
        return new InvocationRecord(
                id,
                time,
                source,
                requestId,
                origin,
                requestedModel,
                model,
                decisionId,
                outcome,
                attempts,
                failovers,
                latencyMs,
                timeToFirstTokenMs,
                bill,
                qualityScore,
                budgetLeases,
                use,
                decision);
    }

    /** Source of a record. */
    public enum Source {
        /** Request that this service answered. */
        CALL,
        /** Call that an agent made itself and reported. */
        REPORT
    }

    public InvocationRecord {
        if (id == null || time == null || source == null || origin == null || outcome == null || bill == null) {
            throw new IllegalArgumentException("a record needs an id, a time, a source, an origin, an outcome, a bill");
        }
        time = time.truncatedTo(ChronoUnit.MICROS);
        attempts = List.copyOf(attempts);
    }

    @Override
    public JournalKind kind() {
        return JournalKind.INVOCATION;
    }

    @Override
    public void write(JsonGenerator out) throws IOException {
        InvocationRow.write(this, out);
    }
}
