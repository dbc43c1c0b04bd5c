package dev.quartermaster.whatif;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.ledger.PastDecision;
import dev.quartermaster.whatif.SimulationReport.Difference;
import dev.quartermaster.whatif.SimulationReport.OfAgent;
import dev.quartermaster.whatif.SimulationReport.OfModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what is found while decisions are made again. For one thread at a time. */
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
        if (decision.happened() == null) {
            unfollowed++;
        } else {
            count(decision, again, differs);
        }
    }

    private void count(PastDecision decision, ReplayedDecision again, boolean differs) {
        Pair agent = agent(decision.happened().agentType());
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

    private Pair agent(String type) {
        String name = type == null ? "" : type;
        return byAgent.computeIfAbsent(
                byAgent.size() < MOST_AGENTS || byAgent.containsKey(name) ? name : OTHERS, key -> new Pair());
    }

    private Pair model(@Nullable ModelKey model) {
        return byModel.computeIfAbsent(model, key -> new Pair());
    }

    private static Difference difference(PastDecision decision, ReplayedDecision again) {
        return new Difference(
                decision.id(),
                decision.time(),
                decision.happened() == null ? null : decision.happened().agentType(),
                decision.chosen(),
                again.chosen(),
                decision.happened() == null ? null : decision.happened().cost(),
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
}
