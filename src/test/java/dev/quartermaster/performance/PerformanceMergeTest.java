package dev.quartermaster.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.alerts.InMemoryAlertService;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.Instance;
import dev.quartermaster.history.Records;
import dev.quartermaster.history.ledger.RequestFeed;
import dev.quartermaster.performance.window.WindowLength;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** More than one page of what others saw. */
class PerformanceMergeTest {

    private static final ModelKey MODEL = new ModelKey(ProviderId.OPENAI, "m");
    /** As many as the merge asks for at once. */
    private static final int FULL = 5_000;

    private final MutableClock clock = new MutableClock("2026-05-01T10:20:00Z");

    @Test
    void thePastIsReadPageByPageToItsEnd() {
        RequestFeed feed = new RequestFeed(clock::instant, FULL);
        add(feed, 2 * FULL + 7);
        Process process = new Process(feed, 50_000);

        process.look();

        assertThat(process.calls()).isEqualTo(2 * FULL + 7);
        assertThat(feed.questions()).isEqualTo(3);
    }

    @Test
    void ofThePastNoMoreIsReadThanMayBe() {
        RequestFeed feed = new RequestFeed(clock::instant, FULL);
        add(feed, 3 * FULL);
        Process process = new Process(feed, FULL + 11);

        process.look();

        assertThat(process.calls()).isEqualTo(FULL + 11);
    }

    @Test
    void whatArrivesIsReadPageByPageAndOnce() {
        RequestFeed feed = new RequestFeed(clock::instant, FULL);
        Process process = new Process(feed, 50_000);
        process.look();
        add(feed, FULL + 3);

        process.look();
        process.look();

        assertThat(process.calls()).isEqualTo(FULL + 3);
    }

    @Test
    void aFullLastPageIsFollowedByAnEmptyOne() {
        RequestFeed feed = new RequestFeed(clock::instant, FULL);
        add(feed, FULL);
        Process process = new Process(feed, 50_000);

        process.look();

        assertThat(process.calls()).isEqualTo(FULL);
        assertThat(feed.questions()).isEqualTo(2);
    }

    @Test
    void oneLookTakesTwentyPagesAndTheNextGoesOnThere() {
        RequestFeed feed = new RequestFeed(clock::instant, 10);
        Process process = new Process(feed, 50_000);
        process.look();
        add(feed, 25 * 10);

        process.look();
        assertThat(process.calls()).isEqualTo(20 * 10);
        process.look();

        assertThat(process.calls()).isEqualTo(25 * 10);
    }

    @Test
    void whatWasReadBeforeAFailureIsNotReadAgain() {
        RequestFeed feed = new RequestFeed(clock::instant, FULL);
        Process process = new Process(feed, 50_000);
        process.look();
        add(feed, 2 * FULL + 3);
        feed.failAt(4);

        process.look();
        assertThat(process.calls()).isEqualTo(2 * FULL);
        process.look();

        assertThat(process.calls()).isEqualTo(2 * FULL + 3);
        assertThat(feed.questions()).as("one at first, three, and one").isEqualTo(5);
    }

    /** One a millisecond, the last one now. */
    private void add(RequestFeed feed, int requests) {
        for (int i = 0; i < requests; i++) {
            clock.advance(Duration.ofMillis(1));
            feed.add(Records.success("a", MODEL.id(), clock.instant(), 100, Usage.of(1, 20), "0.1"));
        }
    }

    private final class Process {

        private final PerformanceMonitor monitor;
        private final PerformanceMerge merge;

        Process(RequestFeed feed, int seedRequests) {
            PerformanceConfig config = Settings.of(
                    PerformanceConfig.class,
                    Map.of("quartermaster.performance.seed-requests", String.valueOf(seedRequests)));
            monitor = new PerformanceMonitor(config, new InMemoryAlertService(clock), clock, Runnable::run);
            merge = new PerformanceMerge(feed, monitor, config, new Instance(), clock);
        }

        void look() {
            merge.run().await().atMost(Duration.ofMinutes(1));
        }

        long calls() {
            return monitor.windows(MODEL, null).get(WindowLength.HOUR).calls();
        }
    }
}
