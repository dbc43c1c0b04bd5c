package dev.quartermaster.metrics.request;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.history.CacheUse;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.RequestOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Requests that have ended, for tests. */
public final class Finished {

    private Finished() {}

    /** A success of 100 tokens in, 20 out, in 250 ms, for 0.002 USD. */
    public static FinishedRequest success(String agentType, String model) {
        Attempt call = new Attempt("openai", model, "key", AttemptOutcome.SUCCESS, null, 200, 200);
        InvocationCost bill = new InvocationCost(Usage.of(100, 20), Money.usd("0.002"), null, null);
        return request(agentType, model, Outcome.success(false), call, bill);
    }

    public static FinishedRequest failure(String agentType, String model) {
        Attempt call = new Attempt("openai", model, "key", AttemptOutcome.ERROR, "timeout", null, 200);
        Outcome outcome = Outcome.error(FailureKind.TIMEOUT, ErrorCode.UPSTREAM_TIMEOUT, false);
        return request(agentType, model, outcome, call, InvocationCost.NONE);
    }

    /** A success that was answered from the response cache. */
    public static FinishedRequest hit(String agentType, String model) {
        FinishedRequest asked = success(agentType, model);
        CacheUse use = new CacheUse(CacheUse.Status.HIT, Money.usd("0.002"));
        return new FinishedRequest(asked.record().withCache(use), "chat", Duration.ofMillis(1), new long[] {}, null);
    }

    private static FinishedRequest request(
            String agentType, String model, Outcome outcome, Attempt call, InvocationCost bill) {
        InvocationRecord record = new InvocationRecord(
                UUID.randomUUID(),
                Instant.parse("2026-11-29T12:00:00Z"),
                InvocationRecord.Source.CALL,
                "request-" + UUID.randomUUID(),
                new RequestOrigin(
                        "caller", agentType, "task-" + UUID.randomUUID(), Dialect.OPENAI_CHAT, Map.of(), null),
                model,
                ModelKey.parse("openai/" + model).orElseThrow(),
                UUID.randomUUID(),
                outcome,
                List.of(call),
                0,
                250.0,
                null,
                bill,
                null);
        return new FinishedRequest(record, "chat", Duration.ofMillis(1), new long[] {240_000_000}, null);
    }
}
