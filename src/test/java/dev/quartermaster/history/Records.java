package dev.quartermaster.history;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.Dialect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records as a request leaves them. */
public final class Records {

    private Records() {}

    public static InvocationRecord success(
            String agentType, String model, Instant time, double latencyMs, Usage usage, String costUsd) {
        return record(agentType, model, time, latencyMs, Outcome.success(false), usage, costUsd);
    }

    public static InvocationRecord failure(String agentType, String model, Instant time, double latencyMs) {
        Outcome outcome = Outcome.error(FailureKind.TIMEOUT, ErrorCode.UPSTREAM_TIMEOUT, false);
        return record(agentType, model, time, latencyMs, outcome, Usage.NONE, "0");
    }

    /** Returns the same record with its decision, which chose the model that served. */
    public static InvocationRecord decided(InvocationRecord record) {
        return decided(record, Map.of("registry_version", "v1"));
    }

    /** @param inputs of the decision, a value that can be written as JSON */
    public static InvocationRecord decided(InvocationRecord record, Object inputs) {
        return with(
                record,
                record.id(),
                record.decisionId(),
                new RequestDecision(record.time(), record.model(), () -> "the best", () -> inputs));
    }

    /** Returns the same record with another id, of a request that followed that decision. */
    public static InvocationRecord followed(InvocationRecord record, UUID id, UUID decision) {
        return with(record, id, decision, null);
    }

    private static InvocationRecord with(
            InvocationRecord record, UUID id, @Nullable UUID decisionId, @Nullable RequestDecision decision) {
        return new InvocationRecord(
                id,
                record.time(),
                record.source(),
                record.requestId(),
                record.origin(),
                record.requestedModel(),
                record.model(),
                decisionId,
                record.outcome(),
                record.attempts(),
                record.failovers(),
                record.latencyMs(),
                record.timeToFirstTokenMs(),
                record.bill(),
                record.qualityScore(),
                record.budgetLeases(),
                record.cache(),
                decision);
    }

    private static InvocationRecord record(
            String agentType,
            String model,
            Instant time,
            double latencyMs,
            Outcome outcome,
            Usage usage,
            String costUsd) {
        AttemptOutcome word = outcome.success() ? AttemptOutcome.SUCCESS : AttemptOutcome.ERROR;
        String reason = outcome.success() ? null : "timeout";
        return new InvocationRecord(
                UUID.randomUUID(),
                time,
                InvocationRecord.Source.CALL,
                "req-1",
                new RequestOrigin(
                        "anonymous", agentType, "task-1", Dialect.OPENAI_CHAT, Map.of("team", "blue"), "instance-1"),
                "auto",
                new ModelKey(ProviderId.OPENAI, model),
                UUID.randomUUID(),
                outcome,
                List.of(new Attempt("openai", model, "key-1", word, reason, outcome.httpStatus(), latencyMs)),
                0,
                latencyMs,
                12.5,
                new InvocationCost(usage, Money.usd(costUsd), "https://example.com/prices", "2026-01-01"),
                0.8);
    }
}
