package dev.quartermaster.replay;

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

class ReplaysTest {

    private static final ReplayRequest DAY = new ReplayRequest(
            new PastDecisions(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"), null),
            Policy.RECORDED);

    private final MutableClock clock = new MutableClock("2026-03-02T00:00:00Z");
    private final Map<Replay, UniEmitter<? super Void>> running = new LinkedHashMap<>();
    private final Replays replays = new Replays(this::run, config(2, 3), Ids.of(clock), clock);

    private Uni<Void> run(Replay replay) {
        replay.move(before -> before.started(clock.instant()));
        return Uni.createFrom().emitter(emitter -> running.put(replay, emitter));
    }

    private void finish(Replay replay) {
        replay.finish(new Findings(0).report(), clock.instant());
        running.remove(replay).complete(null);
    }

    @Test
    void oneRunsAndTheNextFollows() {
        Replay first = replays.ask(DAY);
        Replay second = replays.ask(DAY);

        assertThat(first.progress().state()).isEqualTo(ReplayState.RUNNING);
        assertThat(second.progress().state()).isEqualTo(ReplayState.QUEUED);
        finish(first);

        assertThat(first.progress().state()).isEqualTo(ReplayState.DONE);
        assertThat(first.report()).isPresent();
        assertThat(second.progress().state()).isEqualTo(ReplayState.RUNNING);
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
        Replay first = replays.ask(DAY);
        Replay second = replays.ask(DAY);

        replays.cancel(second);
        finish(first);

        assertThat(second.progress().state()).isEqualTo(ReplayState.CANCELLED);
        assertThat(running).isEmpty();
    }

    @Test
    void oneThatRunsIsCancelledAtOnceAndGivesNoReport() {
        Replay replay = replays.ask(DAY);

        replays.cancel(replay);
        finish(replay);

        assertThat(replay.progress().state()).isEqualTo(ReplayState.CANCELLED);
        assertThat(replay.progress().endedAt()).isEqualTo(clock.instant());
        assertThat(replay.report()).isEmpty();
    }

    @Test
    void oneThatHasEndedStaysAsItIs() {
        Replay replay = replays.ask(DAY);
        finish(replay);
        Progress end = replay.progress();
        clock.advance(Duration.ofSeconds(1));

        replays.cancel(replay);

        assertThat(replay.progress()).isEqualTo(end);
    }

    @Test
    void theOldestThatEndedAreForgotten() {
        List<Replay> asked = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Replay replay = replays.ask(DAY);
            asked.add(replay);
            finish(replay);
        }
        Replay last = replays.ask(DAY);

        assertThat(replays.all()).containsExactly(last, asked.get(5), asked.get(4), asked.get(3));
        assertThat(replays.find(asked.get(0).id())).isEmpty();
    }

    @Test
    void aWatcherSeesWhereItStandsEachStepAndTheEnd() {
        Replay replay = replays.ask(DAY);
        List<ReplayState> early = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        replay.watch().subscribe().with(progress -> {
            early.add(progress.state());
            done.add(progress.done());
        });

        replay.move(before -> before.after(10));
        finish(replay);
        List<ReplayState> late = replay.watch()
                .map(Progress::state)
                .collect()
                .asList()
                .subscribe()
                .asCompletionStage()
                .join();

        assertThat(early).containsExactly(ReplayState.RUNNING, ReplayState.RUNNING, ReplayState.DONE);
        assertThat(done).containsExactly(0L, 10L, 10L);
        assertThat(late).containsExactly(ReplayState.DONE);
    }

    private static ReplayConfig config(int queue, int kept) {
        return Settings.of(
                ReplayConfig.class,
                Map.of("quartermaster.simulations.queue", "" + queue, "quartermaster.simulations.kept", "" + kept));
    }
}
