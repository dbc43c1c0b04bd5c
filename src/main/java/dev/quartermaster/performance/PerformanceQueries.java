package dev.quartermaster.performance;

import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.PerformanceRepository;
import dev.quartermaster.history.ledger.PerformanceRepository.AgentSum;
import dev.quartermaster.history.ledger.PerformanceRepository.PerformanceFilter;
import dev.quartermaster.history.ledger.PerformanceRepository.PerformanceSum;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Queries performance statistics of a window that ends now. */
@ApplicationScoped
public class PerformanceQueries {

    /**
     * Request statistics over a window.
     *
     * @param from the start of the window, inclusive
     * @param to the end of the window, exclusive
     */
    public record PerformanceSummary(int windowHours, Instant from, Instant to, PerformanceSum sum) {

        /** Returns the share of successful requests, in [0,1]; null without requests. */
        public @Nullable Double successRate() {
            return sum.requests() == 0 ? null : (double) sum.successes() / sum.requests();
        }

        /**
         * Returns the cost of a success, including the cost of failures, rounded to 16 digits; null if there was no
         * success.
         */
        public @Nullable Money costPerSuccess() {
            if (sum.successes() == 0) {
                return null;
            }
            return new Money(sum.cost().usd().divide(BigDecimal.valueOf(sum.successes()), MathContext.DECIMAL64));
        }
    }

    /**
     * Request statistics of each agent type over a window.
     *
     * @param from the start of the window, inclusive
     * @param to the end of the window, exclusive
     */
    public record AgentSummaries(int windowHours, Instant from, Instant to, List<AgentSum> agents) {

        public AgentSummaries {
            agents = List.copyOf(agents);
        }
    }

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

    /** Queries them by agent type. Fails with {@code history_unavailable} when the database is down. */
    public Uni<AgentSummaries> byAgent(int windowHours) {
        Instant to = clock.instant();
        Instant from = to.minus(Duration.ofHours(windowHours));
        return ledger.byAgent(from, to).map(sums -> new AgentSummaries(windowHours, from, to, sums));
    }
}
