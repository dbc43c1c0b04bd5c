package dev.quartermaster.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.Ids;
import dev.quartermaster.history.ledger.PastDecisionRepository.PastDecisionFilter;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Settings;
import dev.quartermaster.whatif.Simulation.SimulationProgress;
import dev.quartermaster.whatif.Simulation.SimulationRequest;
import dev.quartermaster.whatif.Simulation.SimulationState;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationServiceTest {

    private static final SimulationRequest DAY = new SimulationRequest(
            new PastDecisionFilter(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"), null),
            SimulatedPolicy.RECORDED);

    private final MutableClock clock = new MutableClock("2026-03-02T00:00:00Z");
    private final Map<Simulation, UniEmitter<? super Void>> running = new LinkedHashMap<>();
    private final SimulationService simulationService =
            new SimulationService(this::run, config(2, 3), Ids.of(clock), clock);

    private Uni<Void> run(Simulation simulation) {
        simulation.move(before -> before.started(clock.instant()));
        return Uni.createFrom().emitter(emitter -> running.put(simulation, emitter));
    }

    private void finish(Simulation simulation) {
        simulation.finish(new SimulationTotals(0).report(), clock.instant());
        running.remove(simulation).complete(null);
    }

    @Test
    void oneRunsAndTheNextFollows() {
        Simulation first = simulationService.ask(DAY);
        Simulation second = simulationService.ask(DAY);

        assertThat(first.progress().state()).isEqualTo(SimulationState.RUNNING);
        assertThat(second.progress().state()).isEqualTo(SimulationState.QUEUED);
        finish(first);

        assertThat(first.progress().state()).isEqualTo(SimulationState.DONE);
        assertThat(first.report()).isPresent();
        assertThat(second.progress().state()).isEqualTo(SimulationState.RUNNING);
    }

    @Test
    void moreThanMayWaitAreRefused() {
        simulationService.ask(DAY);
        simulationService.ask(DAY);
        simulationService.ask(DAY);

        assertThatThrownBy(() -> simulationService.ask(DAY))
                .isInstanceOfSatisfying(QuartermasterException.class, e -> assertThat(e.code())
                        .isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED));
    }

    @Test
    void oneThatWaitsIsCancelledAndNeverRuns() {
        Simulation first = simulationService.ask(DAY);
        Simulation second = simulationService.ask(DAY);

        simulationService.cancel(second);
        finish(first);

        assertThat(second.progress().state()).isEqualTo(SimulationState.CANCELLED);
        assertThat(running).isEmpty();
    }

    @Test
    void oneThatRunsIsCancelledAtOnceAndGivesNoReport() {
        Simulation simulation = simulationService.ask(DAY);

        simulationService.cancel(simulation);
        finish(simulation);

        assertThat(simulation.progress().state()).isEqualTo(SimulationState.CANCELLED);
        assertThat(simulation.progress().endedAt()).isEqualTo(clock.instant());
        assertThat(simulation.report()).isEmpty();
    }

    @Test
    void oneThatHasEndedStaysAsItIs() {
        Simulation simulation = simulationService.ask(DAY);
        finish(simulation);
        SimulationProgress end = simulation.progress();
        clock.advance(Duration.ofSeconds(1));

        simulationService.cancel(simulation);

        assertThat(simulation.progress()).isEqualTo(end);
    }

    @Test
    void theOldestThatEndedAreForgotten() {
        List<Simulation> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Simulation simulation = simulationService.ask(DAY);
            asked.add(simulation);
            finish(simulation);
        }
        Simulation last = simulationService.ask(DAY);

        assertThat(simulationService.all()).containsExactly(last, asked.get(5), asked.get(4), asked.get(3));
        assertThat(simulationService.find(asked.get(0).id())).isEmpty();
    }

    @Test
    void aWatcherSeesWhereItStandsEachStepAndTheEnd() {
        Simulation simulation = simulationService.ask(DAY);
        List<SimulationState> early = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        simulation.watch().subscribe().with(simulationProgress -> {
            early.add(simulationProgress.state());
            done.add(simulationProgress.done());
        });

        simulation.move(before -> before.after(10));
        finish(simulation);
        List<SimulationState> late = simulation
                .watch()
                .map(SimulationProgress::state)
                .collect()
                .asList()
                .subscribe()
                .asCompletionStage()
                .join();

        assertThat(early).containsExactly(SimulationState.RUNNING, SimulationState.RUNNING, SimulationState.DONE);
        assertThat(done).containsExactly(0L, 10L, 10L);
        assertThat(late).containsExactly(SimulationState.DONE);
    }

    private static SimulationConfig config(int queue, int kept) {
        return Settings.of(
                SimulationConfig.class,
                Map.of("quartermaster.simulations.queue", "" + queue, "quartermaster.simulations.kept", "" + kept));
    }
}
