package dev.quartermaster.whatif;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.ledger.PastDecision;
import dev.quartermaster.history.ledger.PastDecisionRepository;
import dev.quartermaster.history.ledger.PastDecisionRepository.PastDecisionFilter;
import dev.quartermaster.history.ledger.RowCursor;
import dev.quartermaster.routing.PastInputs;
import dev.quartermaster.routing.PastInputs.StoredInputs;
import dev.quartermaster.whatif.DecisionReplayer.RecordedDecision;
import dev.quartermaster.whatif.Simulation.SimulationState;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs one replay: reads its decisions page by page, the next one while this one is worked on, on a worker thread. */
@ApplicationScoped
class SimulationRunner implements SimulationService.Runner {

    /** Pages that are read ahead. */
    private static final int AHEAD = 2;

    private final PastDecisionRepository ledger;
    private final PastRegistries registries;
    private final DecisionReplayer decisionReplayer;
    private final SimulationConfig config;
    private final PastInputs inputs;
    private final Clock clock;

    SimulationRunner(
            PastDecisionRepository ledger,
            PastRegistries registries,
            DecisionReplayer decisionReplayer,
            SimulationConfig config,
            PastInputs inputs,
            Clock clock) {
        this.ledger = ledger;
        this.registries = registries;
        this.decisionReplayer = decisionReplayer;
        this.config = config;
        this.inputs = inputs;
        this.clock = clock;
    }

    @Override
    public Uni<Void> run(Simulation simulation) {
        SimulationTotals simulationTotals = new SimulationTotals(config.listedDifferences());
        RegistryCache used = registries.under(simulation.request().policy().registry());
        PastInputs.Reader reader = inputs.reader();
        return Uni.createFrom()
                .deferred(() -> begin(simulation))
                .onItem()
                .transformToMulti(begun -> pages(simulation))
                .onItem()
                .transformToUniAndConcatenate(page -> read(reader, page))
                .onItem()
                .transformToUniAndConcatenate(page -> used.load(versions(page)).replaceWith(page))
                .emitOn(Infrastructure.getDefaultWorkerPool(), AHEAD)
                .invoke(page -> work(simulation, page, used, simulationTotals))
                .collect()
                .last()
                .invoke(last -> simulation.finish(simulationTotals.report(), clock.instant()))
                .onFailure()
                .invoke(failure -> fail(simulation, failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** The total is for people: a replay whose decisions cannot be counted in time goes on without. */
    private Uni<Void> begin(Simulation simulation) {
        simulation.move(before -> before.started(clock.instant()));
        return ledger.count(simulation.request().which())
                .onFailure()
                .recoverWithNull()
                .invoke(total -> simulation.move(before -> before.of(total)))
                .replaceWithVoid();
    }

    private Multi<List<PastDecision>> pages(Simulation simulation) {
        PastDecisionFilter which = simulation.request().which();
        return Multi.createBy()
                .repeating()
                .uni(() -> new Bookmark(RowCursor.before(which.from())), mark -> ledger.page(
                                which, mark.place, config.pageSize())
                        .invoke(mark::move))
                .whilst(page -> !page.isEmpty() && !simulation.isOver())
                .select()
                .where(page -> !page.isEmpty());
    }

    private static Uni<List<RecordedDecision>> read(PastInputs.Reader reader, List<PastDecision> page) {
        List<StoredInputs> stored = page.stream()
                .map(past -> new StoredInputs(past.inputs(), past.time()))
                .toList();
        return reader.read(stored).map(inputs -> IntStream.range(0, page.size())
                .mapToObj(i -> new RecordedDecision(page.get(i), inputs.get(i).orElse(null)))
                .toList());
    }

    private static Set<String> versions(List<RecordedDecision> page) {
        return page.stream()
                .filter(decision -> decision.inputs() != null)
                .map(decision -> decision.inputs().registryVersion())
                .collect(Collectors.toSet());
    }

    private void work(
            Simulation simulation, List<RecordedDecision> page, RegistryCache used, SimulationTotals simulationTotals) {
        for (RecordedDecision decision : page) {
            if (simulation.isOver()) {
                return;
            }
            simulationTotals.add(
                    decision.past(),
                    decisionReplayer.replay(decision, simulation.request().policy(), used));
        }
        simulation.move(before -> before.after(page.size()));
    }

    private void fail(Simulation simulation, Throwable failure) {
        boolean sayable = failure instanceof QuartermasterException;
        if (!sayable) {
            Log.errorf(failure, "Simulation %s failed", simulation.id());
        }
        String problem = sayable ? failure.getMessage() : "An internal error; the log says more.";
        simulation.move(before -> before.ended(SimulationState.FAILED, clock.instant(), problem));
    }

    /** Cursor of the next page. One page is read at a time. */
    private static final class Bookmark {

        private volatile RowCursor place;

        private Bookmark(RowCursor place) {
            this.place = place;
        }

        private void move(List<PastDecision> page) {
            if (!page.isEmpty()) {
                PastDecision last = page.get(page.size() - 1);
                place = new RowCursor(last.time(), last.id());
            }
        }
    }
}
