package dev.quartermaster.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.ledger.PastDecision;
import dev.quartermaster.history.ledger.PastDecision.Happened;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.whatif.DecisionReplayer.ExpectedOutcome;
import dev.quartermaster.whatif.DecisionReplayer.ReplayedDecision;
import dev.quartermaster.whatif.SimulationReport.OutcomeTotals;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SimulationTotalsTest {

    private static final ModelKey[] MODELS = {
        new ModelKey(ProviderId.OPENAI, "a"), new ModelKey(ProviderId.ANTHROPIC, "b"), null
    };
    private static final String[] AGENTS = {"sql", "writer", null};

    @Test
    void agentsAndModelsAddUpToTheWhole() {
        ForAll.seeds(random -> {
            SimulationTotals simulationTotals = new SimulationTotals(5);
            Money happened = Money.ZERO;
            Money simulated = Money.ZERO;
            int count = random.nextInt(50);
            for (int i = 0; i < count; i++) {
                PastDecision decision = decision(random);
                ReplayedDecision again = again(random, decision);
                simulationTotals.add(decision, again);
                happened = again.happened() == null
                        ? happened
                        : happened.plus(again.happened().cost());
                simulated = again.expected() == null
                        ? simulated
                        : simulated.plus(again.expected().cost());
            }

            SimulationReport report = simulationTotals.report();

            assertThat(report.decisions() + report.skipped()).isEqualTo(count);
            assertThat(report.same() + report.differing()).isEqualTo(report.decisions());
            assertThat(report.differences()).hasSize((int) Math.min(5, report.differing()));
            assertThat(report.happened().cost()).isEqualTo(happened);
            assertThat(report.simulated().cost()).isEqualTo(simulated);
            assertThat(report.byAgent().stream()
                            .map(agent -> agent.happened().cost())
                            .reduce(Money.ZERO, Money::plus))
                    .isEqualTo(happened);
            assertThat(report.byModel().stream()
                            .map(model -> model.simulated().cost())
                            .reduce(Money.ZERO, Money::plus))
                    .isEqualTo(simulated);
            assertThat(report.byModel().stream()
                            .mapToLong(model -> model.happened().requests())
                            .sum())
                    .isEqualTo(report.happened().requests());
        });
    }

    @Test
    void aMeanCoversOnlyKnownValues() {
        SimulationTotals simulationTotals = new SimulationTotals(5);
        PastDecision decision = new PastDecision(
                new UUID(0, 1), Instant.EPOCH, "{}", MODELS[0], happened("sql", MODELS[0], Money.usd("1")));
        simulationTotals.add(decision, redecided(MODELS[0], 100.0, 1.0, null));
        simulationTotals.add(decision, redecided(MODELS[0], null, 0.0, 0.5));

        OutcomeTotals outcomeTotals = simulationTotals.report().simulated();

        assertThat(outcomeTotals.averageLatencyMs()).isEqualTo(100);
        assertThat(outcomeTotals.successRate()).isEqualTo(0.5);
        assertThat(outcomeTotals.averageQuality()).isEqualTo(0.5);
    }

    @Test
    void noRequestsHaveNoMeans() {
        OutcomeTotals outcomeTotals = new SimulationTotals(5).report().happened();

        assertThat(outcomeTotals).isEqualTo(new OutcomeTotals(0, Money.ZERO, 0, null, null, null));
    }

    private static ReplayedDecision redecided(ModelKey model, Double latency, Double success, Double quality) {
        ExpectedOutcome expectedOutcome = new ExpectedOutcome(model, Money.usd("2"), latency, success, quality);
        return new ReplayedDecision(false, model, "because", expectedOutcome, expectedOutcome);
    }

    private static PastDecision decision(RandomGenerator random) {
        ModelKey chosen = MODELS[random.nextInt(MODELS.length)];
        ModelKey served = random.nextInt(4) == 0 ? MODELS[random.nextInt(2)] : chosen;
        Happened happened = random.nextInt(5) == 0
                ? null
                : happened(AGENTS[random.nextInt(AGENTS.length)], served, new Money(amount(random)));
        return new PastDecision(new UUID(0, random.nextLong()), Instant.EPOCH, "{}", chosen, happened);
    }

    private static Happened happened(String agent, ModelKey served, Money cost) {
        return new Happened(agent, served, true, 10.0, null, Usage.of(1, 1), cost);
    }

    private static ReplayedDecision again(RandomGenerator random, PastDecision decision) {
        if (random.nextInt(10) == 0) {
            return ReplayedDecision.SKIPPED;
        }
        ModelKey chosen = MODELS[random.nextInt(MODELS.length)];
        Happened happened = decision.happened();
        return new ReplayedDecision(
                false,
                chosen,
                "because",
                happened == null || happened.model() == null
                        ? null
                        : new ExpectedOutcome(happened.model(), happened.cost(), 10.0, 1.0, null),
                happened == null || chosen == null
                        ? null
                        : new ExpectedOutcome(chosen, new Money(amount(random)), 10.0, 0.9, 0.8));
    }

    private static java.math.BigDecimal amount(RandomGenerator random) {
        return java.math.BigDecimal.valueOf(random.nextInt(1_000_000), 9);
    }
}
