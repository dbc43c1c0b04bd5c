package dev.quartermaster.performance;

import dev.quartermaster.history.ledger.PerformanceFilter;
import dev.quartermaster.history.ledger.PerformanceRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Answers how requests went. */
@ApplicationScoped
public class PerformanceQueries {

    private final PerformanceRepository ledger;
    private final Clock clock;

    PerformanceQueries(PerformanceRepository ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Fails with {@code history_unavailable} when the database is down. */
    public Uni<PerformanceSummary> answer(PerformanceQuery query) {
        Instant to = clock.instant();
        Instant from = to.minus(Duration.ofHours(query.windowHours()));
        var filter = new PerformanceFilter(from, to, query.model(), query.provider(), query.agentType());
        return ledger.sum(filter).map(sum -> new PerformanceSummary(query.windowHours(), from, to, sum));
    }

    /** The same by agent type. Fails with {@code history_unavailable} when the database is down. */
    public Uni<AgentSummaries> byAgent(int windowHours) {
        Instant to = clock.instant();
        Instant from = to.minus(Duration.ofHours(windowHours));
        return ledger.byAgent(from, to).map(sums -> new AgentSummaries(windowHours, from, to, sums));
    }
}
