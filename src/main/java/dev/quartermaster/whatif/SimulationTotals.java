package dev.quartermaster.whatif;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.history.ledger.PastDecision;
import dev.quartermaster.history.ledger.PastDecision.Happened;
import dev.quartermaster.whatif.DecisionReplayer.ExpectedOutcome;
import dev.quartermaster.whatif.DecisionReplayer.ReplayedDecision;
import dev.quartermaster.whatif.SimulationReport.Difference;
import dev.quartermaster.whatif.SimulationReport.OfAgent;
import dev.quartermaster.whatif.SimulationReport.OfModel;
import dev.quartermaster.whatif.SimulationReport.OutcomeTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums up replayed decisions. For one thread at a time. */
final class SimulationTotals {

    /** Agent types come from callers, so there may be any number of them. */
    private static final int MOST_AGENTS = 1_000;

    private static final String OTHERS = "(others)";

    private final int listed;
    private final Pair all = new Pair();
    private final Map<String, Pair> byAgent = new TreeMap<>();
    private final Map<ModelKey, Pair> byModel = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();
    private long decisions;
    private long unanswerable;
    private long skipped;
    private long unfollowed;
    private long differing;

    SimulationTotals(int listed) {
        this.listed = listed;
    }

    private static final class Pair {

        private final OutcomeSums happened = new OutcomeSums();
        private final OutcomeSums simulated = new OutcomeSums();
        private long differing;
    }

    void add(PastDecision decision, ReplayedDecision again) {
        if (again.skipped()) {
            skipped++;
            return;
        }
        decisions++;
        boolean differs = !Objects.equals(decision.chosen(), again.chosen());
        differing += differs ? 1 : 0;
        unanswerable += again.chosen() == null ? 1 : 0;
        if (differs && differences.size() < listed) {
            differences.add(difference(decision, again));
        }
        Happened happened = decision.happened();
        if (happened == null) {
            unfollowed++;
        } else {
            count(happened.agentType(), again, differs);
        }
    }

    private void count(@Nullable String agentType, ReplayedDecision again, boolean differs) {
        Pair agent = agent(agentType);
        agent.differing += differs ? 1 : 0;
        if (again.happened() != null) {
            all.happened.add(again.happened());
            agent.happened.add(again.happened());
            model(again.happened().model()).happened.add(again.happened());
        }
        if (again.expected() != null) {
            all.simulated.add(again.expected());
            agent.simulated.add(again.expected());
            model(again.expected().model()).simulated.add(again.expected());
        }
    }

    private Pair agent(@Nullable String type) {
        String name = type == null ? "" : type;
        return byAgent.computeIfAbsent(
                byAgent.size() < MOST_AGENTS || byAgent.containsKey(name) ? name : OTHERS, key -> new Pair());
    }

    private Pair model(@Nullable ModelKey model) {
        return byModel.computeIfAbsent(model, key -> new Pair());
    }

    private static Difference difference(PastDecision decision, ReplayedDecision again) {
        Happened happened = decision.happened();
        return new Difference(
                decision.id(),
                decision.time(),
                happened == null ? null : happened.agentType(),
                decision.chosen(),
                again.chosen(),
                happened == null ? null : happened.cost(),
                again.expected() == null ? null : again.expected().cost(),
                again.reason());
    }

    SimulationReport report() {
        List<OfAgent> agents = new ArrayList<>();
        byAgent.forEach((type, pair) ->
                agents.add(new OfAgent(type, pair.differing, pair.happened.totals(), pair.simulated.totals())));
        List<OfModel> models = new ArrayList<>();
        byModel.forEach(
                (model, pair) -> models.add(new OfModel(model, pair.happened.totals(), pair.simulated.totals())));
        return new SimulationReport(
                decisions,
                decisions - differing,
                unanswerable,
                skipped,
                unfollowed,
                all.happened.totals(),
                all.simulated.totals(),
                agents,
                models,
                differences,
                differing);
    }

    /** Sums of outcomes. For one thread. */
    static final class OutcomeSums {

        private long requests;
        private Money cost = Money.ZERO;
        private long unpriced;
        private final Mean latency = new Mean();
        private final Mean success = new Mean();
        private final Mean quality = new Mean();

        private static final class Mean {

            private double sum;
            private long count;

            void add(@Nullable Double value) {
                if (value != null) {
                    sum += value;
                    count++;
                }
            }

            @Nullable Double value() {
                return count == 0 ? null : sum / count;
            }
        }

        void add(ExpectedOutcome outcome) {
            requests++;
            if (outcome.cost() == null) {
                unpriced++;
            } else {
                cost = cost.plus(outcome.cost());
            }
            latency.add(outcome.latencyMs());
            success.add(outcome.success());
            quality.add(outcome.quality());
        }

        OutcomeTotals totals() {
            return new OutcomeTotals(requests, cost, unpriced, latency.value(), success.value(), quality.value());
        }
    }
}
