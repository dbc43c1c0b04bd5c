package dev.quartermaster.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.history.Ids;
import dev.quartermaster.history.ledger.PastDecisions;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Settings;
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
            new PastDecisions(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"), null),
            SimulatedPolicy.RECORDED);

    private final MutableClock clock = new MutableClock("2026-03-02T00:00:00Z");
    private final Map<Simulation, UniEmitter<? super Void>> running = new LinkedHashMap<>();
    private final SimulationService replays = new SimulationService(this::run, config(2, 3), Ids.of(clock), clock);

    private Uni<Void> run(Simulation replay) {
        replay.move(before -> before.started(clock.instant()));
        return Uni.createFrom().emitter(emitter -> running.put(replay, emitter));
    }

    private void finish(Simulation replay) {
        replay.finish(new SimulationTotals(0).report(), clock.instant());
        running.remove(replay).complete(null);
    }

    @Test
    void oneRunsAndTheNextFollows() {
        Simulation first = replays.ask(DAY);
        Simulation second = replays.ask(DAY);

        assertThat(first.progress().state()).isEqualTo(SimulationState.RUNNING);
        assertThat(second.progress().state()).isEqualTo(SimulationState.QUEUED);
        finish(first);

        assertThat(first.progress().state()).isEqualTo(SimulationState.DONE);
        assertThat(first.report()).isPresent();
        assertThat(second.progress().state()).isEqualTo(SimulationState.RUNNING);
    }

    @Test
    void moreThanMayWaitAreRefused() {
        replays.ask(DAY);
        replays.ask(DAY);
        replays.ask(DAY);

        assertThatThrownBy(() -> replays.ask(DAY))
                .isInstanceOfSatisfying(QuartermasterException.class, e -> assertThat(e.code())
                        .isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED));
    }

    @Test
    void oneThatWaitsIsCancelledAndNeverRuns() {
        Simulation first = replays.ask(DAY);
        Simulation second = replays.ask(DAY);

        replays.cancel(second);
        finish(first);

        assertThat(second.progress().state()).isEqualTo(SimulationState.CANCELLED);
        assertThat(running).isEmpty();
    }

    @Test
    void oneThatRunsIsCancelledAtOnceAndGivesNoReport() {
        Simulation replay = replays.ask(DAY);

        replays.cancel(replay);
        finish(replay);

        assertThat(replay.progress().state()).isEqualTo(SimulationState.CANCELLED);
        assertThat(replay.progress().endedAt()).isEqualTo(clock.instant());
        assertThat(replay.report()).isEmpty();
    }

    @Test
    void oneThatHasEndedStaysAsItIs() {
        Simulation replay = replays.ask(DAY);
        finish(replay);
        SimulationProgress end = replay.progress();
        clock.advance(Duration.ofSeconds(1));

        replays.cancel(replay);

        assertThat(replay.progress()).isEqualTo(end);
    }

    @Test
    void theOldestThatEndedAreForgotten() {
        List<Simulation> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Simulation replay = replays.ask(DAY);
            asked.add(replay);
            finish(replay);
        }
        Simulation last = replays.ask(DAY);

        assertThat(replays.all()).containsExactly(last, asked.get(5), asked.get(4), asked.get(3));
        assertThat(replays.find(asked.get(0).id())).isEmpty();
    }

    @Test
    void aWatcherSeesWhereItStandsEachStepAndTheEnd() {
        Simulation replay = replays.ask(DAY);
        List<SimulationState> early = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        replay.watch().subscribe().with(progress -> {
            early.add(progress.state());
            done.add(progress.done());
        });

        replay.move(before -> before.after(10));
        finish(replay);
        List<SimulationState> late = replay.watch()
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
