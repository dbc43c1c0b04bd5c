package dev.quartermaster.jobs;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.GroupKey;
import dev.quartermaster.jobs.PaidBudget.Hold;
import dev.quartermaster.quality.QualityConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The judge's budget of a day. What it has spent is read from the ledger, so that neither a restart nor a further instance
 * begins the day anew; without the ledger nothing is spent.
 */
@ApplicationScoped
class JudgeBudget {

    /** How old the ledger's sum may be; what other instances spend meanwhile is not known. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final CostRepository ledger;
    private final Clock clock;
    private final PaidBudget budget;
    private volatile Instant learned = Instant.MIN;

    JudgeBudget(CostRepository ledger, QualityConfig config, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.budget = new PaidBudget(config.judge().budgetUsd());
    }

    /** Keeps free what a call can cost; empty when the day's budget does not cover it. Fails without the ledger. */
    Uni<Optional<Hold>> hold(Money most) {
        return known().map(ignored -> budget.hold(today(), most));
    }

    void settle(Hold hold, Money cost) {
        budget.settle(hold, cost);
    }

    private Uni<Void> known() {
        Instant now = clock.instant();
        if (learned.isAfter(now.minus(FRESH))) {
            return Uni.createFrom().voidItem();
        }
        LocalDate today = today();
        Instant from = today.atStartOfDay(ZoneOffset.UTC).toInstant();
        CostQuestion ofJudge = CostQuestion.whole(
                List.of(), Map.of(GroupKey.AGENT_TYPE, Caller.QUALITY_JUDGE.id()), from, from.plus(Duration.ofDays(1)));
        return ledger.sums(ofJudge)
                .invoke(sums -> {
                    budget.learn(today, sums.stream().map(CostSum::priced).reduce(Money.ZERO, Money::plus));
                    learned = now;
                })
                .replaceWithVoid();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
