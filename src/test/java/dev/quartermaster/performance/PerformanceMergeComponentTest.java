package dev.quartermaster.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.alerts.InMemoryAlertService;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.History;
import dev.quartermaster.history.Instance;
import dev.quartermaster.history.Records;
import dev.quartermaster.history.ledger.RequestFeedRepository;
import dev.quartermaster.history.ledger.RequestFeedRepository.RecordedRequest;
import dev.quartermaster.history.ledger.RequestFeedRepository.RequestPage;
import dev.quartermaster.history.ledger.RowCursor;
import dev.quartermaster.performance.window.WindowLength;
import dev.quartermaster.testing.Settings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Instances on one database tell each other how models did. */
@QuarkusTest
class PerformanceMergeComponentTest {

    private static final Clock CLOCK = Clock.systemUTC();

    @Inject
    History history;

    @Inject
    RequestFeedRepository ledger;

    @Inject
    DataSource database;

    private final String agent = "merge-" + UUID.randomUUID();
    private final String name = "model-" + UUID.randomUUID();
    private final ModelKey model = new ModelKey(ProviderId.OPENAI, name);

    /** Another process: a monitor and a memory of its own, and the same database. */
    private final class Process {

        private final PerformanceMonitor monitor;
        private final PerformanceMerge merge;

        Process(Instance instance, String pairs) {
            PerformanceConfig config =
                    Settings.of(PerformanceConfig.class, Map.of("quartermaster.performance.pairs", pairs));
            monitor = new PerformanceMonitor(config, new InMemoryAlertService(CLOCK), CLOCK, Runnable::run);
            merge = new PerformanceMerge(ledger, monitor, config, instance, CLOCK);
        }

        Process look() {
            merge.run().await().atMost(Duration.ofMinutes(1));
            return this;
        }

        long calls(String agentType) {
            return monitor.windows(model, agentType).get(WindowLength.HOUR).calls();
        }
    }

    /** Records say that they are of {@code instance-1}. */
    private void called(String agentType, int times) {
        for (int i = 0; i < times; i++) {
            history.record(Records.success(agentType, name, Instant.now(), 100, Usage.of(1, 20), "0.1"))
                    .await()
                    .atMost(Duration.ofMinutes(1));
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);
    }

    @Test
    void whatWasBeforeTheStartIsThereAndWhatComesIsAddedOnce() {
        called(agent, 3);
        Process one = new Process(new Instance(), "2000").look();
        Process other = new Process(new Instance(), "2000").look();
        assertThat(one.calls(agent)).isEqualTo(3);

        called(agent, 2);
        one.look().look().look();
        other.look();

        assertThat(one.calls(agent))
                .as("looked at again for the overlap, counted once")
                .isEqualTo(5);
        assertThat(other.calls(agent)).isEqualTo(5);
        assertThat(one.monitor.windows(model, null).get(WindowLength.WEEK).outputP95Tokens())
                .isEqualTo(20);
    }

    @Test
    void whatIsCommittedAfterLaterRowsWereReadIsAddedOnce() throws Exception {
        called(agent, 1);
        Process one = new Process(new Instance(), "2000").look();
        try (Connection late = database.getConnection();
                Statement sql = late.createStatement()) {
            late.setAutoCommit(false);
            // Of another caller, as it is booked with sums of its own: nobody waits for them.
            sql.execute("INSERT INTO invocation SELECT (jsonb_populate_record(r, jsonb_build_object('id',"
                    + " gen_random_uuid(), 'recorded_at', clock_timestamp(), 'caller', 'late'))).* FROM invocation r"
                    + " WHERE model = '" + name + "'");
            called(agent, 1);
            one.look();
            assertThat(one.calls(agent)).isEqualTo(2);
            late.commit();
        }

        one.look().look();

        assertThat(one.calls(agent)).isEqualTo(3);
    }

    @Test
    void whatIsCompleteIsNotReadAgain() {
        RowCursor begin = RowCursor.before(Instant.now());
        called(agent, 1);
        String reader = "reader-" + UUID.randomUUID();

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            RequestPage page = ledger.arrived(begin, reader, 5_000).await().atMost(Duration.ofMinutes(1));
            RequestPage rest = ledger.arrived(RowCursor.before(page.completeUntil()), reader, 5_000)
                    .await()
                    .atMost(Duration.ofMinutes(1));
            assertThat(page.requests()).anyMatch(this::isOfThisTest);
            assertThat(rest.requests()).noneMatch(this::isOfThisTest);
        });
    }

    private boolean isOfThisTest(RecordedRequest recorded) {
        return model.equals(recorded.request().model());
    }

    @Test
    void whatOneServedItselfIsNotCountedTwice() {
        Process one = new Process(
                new Instance() {
                    @Override
                    public String id() {
                        return "instance-1";
                    }
                },
                "2000");
        called(agent, 2);
        one.look();
        called(agent, 2);
        one.look();

        assertThat(one.calls(agent)).isZero();
    }

    @Test
    void ofThePairsOfThePastTheNewestAreKept() {
        called(agent + "-old", 1);
        called(agent + "-new", 1);
        Process one = new Process(new Instance(), "1").look();

        assertThat(one.calls(agent + "-old")).isZero();
        assertThat(one.calls(agent + "-new")).isEqualTo(1);
        assertThat(one.calls(null)).isEqualTo(2);
    }
}
