package dev.quartermaster.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.ledger.HistoryRetention;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The large tables are cut by day, the others by month, so that what is old can be dropped as a whole. */
@QuarkusTest
class PartitionsComponentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    History history;

    @Inject
    Pool pool;

    @Inject
    DataSource database;

    @Inject
    HistoryRetention retention;

    @Test
    void todayAndAWeekAndTheRunningMonthAndThreeMoreAreThereAfterTheStart() {
        for (String table : List.of("invocation", "decision")) {
            assertThat(number("SELECT count(*) FROM partitions_of('" + table + "') WHERE after > now()"))
                    .as("days of %s", table)
                    .isGreaterThanOrEqualTo(8);
            assertThat(number("SELECT count(*) FROM pg_class WHERE relname = '" + table
                            + "_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM_DD')"))
                    .isEqualTo(1);
        }
        for (String table : List.of("failover", "circumstances")) {
            assertThat(number("SELECT count(*) FROM pg_inherits WHERE inhparent = '" + table + "'::regclass"))
                    .as("months of %s", table)
                    .isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void theJobMakesWhatIsMissing() {
        run("DROP TABLE decision_" + day(5));

        retention.run().await().atMost(PATIENCE);

        assertThat(number("SELECT count(*) FROM pg_class WHERE relname = 'decision_" + day(5) + "'"))
                .isEqualTo(1);
    }

    @Test
    void aDayThatComesLateGetsTheRowsThatWereWaitingForIt() {
        record("late day", Instant.parse("1998-12-31T23:59:59Z"));
        long booked = number("SELECT sum(requests)::bigint FROM cost_hourly WHERE agent_type = 'late day'");

        run("SELECT ensure_day_partition('invocation', DATE '1998-12-31')");
        run("SELECT ensure_day_partition('invocation', DATE '1998-12-31')");

        assertThat(number("SELECT count(*) FROM invocation_1998_12_31")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM invocation WHERE agent_type = 'late day'"))
                .isEqualTo(1);
        assertThat(booked).as("moved, and not booked again").isEqualTo(1);
        assertThat(number("SELECT sum(requests)::bigint FROM cost_hourly WHERE agent_type = 'late day'"))
                .isEqualTo(1);
    }

    @Test
    void aMonthFromBeforeIsReadAndDroppedAndHasNoDays() {
        run("SELECT ensure_month_partition('invocation', DATE '1997-02-01')");
        record("old month", Instant.parse("1997-02-03T04:05:06Z"));

        run("SELECT ensure_day_partition('invocation', DATE '1997-02-03')");

        assertThat(number("SELECT count(*) FROM invocation_1997_02")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM pg_class WHERE relname = 'invocation_1997_02_03'"))
                .isZero();
        assertThat(text("SELECT drop_oldest_partition('invocation', '1997-02-28T00:00:00Z')"))
                .as("one day of it is to be kept")
                .isEqualTo("none");
        assertThat(text("SELECT drop_oldest_partition('invocation', '1997-03-01T00:00:00Z')"))
                .isEqualTo("dropped");
        assertThat(number("SELECT count(*) FROM invocation WHERE agent_type = 'old month'"))
                .isZero();
        assertThat(number("SELECT sum(requests)::bigint FROM cost_hourly WHERE agent_type = 'old month'"))
                .as("the sums outlive their rows")
                .isEqualTo(1);
        run("UPDATE removed_history SET before = '1997-03-01T00:00:00Z' WHERE table_name = 'invocation'");
        refused("from=1997-02-03T04:05:00Z&to=1997-02-04T00:00:00Z");
        refused("group_by=task_id&from=1997-02-03T04:00:00Z&to=1997-02-04T00:00:00Z");
        answered("from=1997-02-03T04:00:00Z&to=1997-02-04T00:00:00Z");
        answered("from=1997-02-03T04:00:00Z&to=1997-02-03T04:15:00Z");

        run("INSERT INTO removed_history VALUES ('cost_quarter_hourly', '1997-03-01T00:00:00Z')");
        answered("from=1997-02-03T04:00:00Z&to=1997-02-04T00:00:00Z");
        refused("from=1997-02-03T04:00:00Z&to=1997-02-03T04:15:00Z");
        run("DELETE FROM removed_history WHERE table_name = 'cost_quarter_hourly'");
    }

    private static void answered(String query) {
        given().get("/api/v1/costs?agent_type=old month&" + query)
                .then()
                .statusCode(200)
                .body("data[0].requests", equalTo(1));
    }

    private static void refused(String query) {
        given().get("/api/v1/costs?agent_type=old month&" + query)
                .then()
                .statusCode(400)
                .body("param", equalTo("from"));
    }

    @Test
    void rowsOfNoPartitionAreDeletedInPieces() {
        for (int i = 0; i < 3; i++) {
            record("left over", Instant.parse("1996-01-01T00:00:00Z"));
        }
        String delete = "SELECT delete_unpartitioned('invocation', '1996-01-02T00:00:00Z', 2)";

        assertThat(number(delete)).isEqualTo(2);
        assertThat(number(delete)).isEqualTo(1);
        assertThat(number(delete)).isZero();
    }

    @Test
    void whoReadsTheTableIsNotPushedAsideAndKeepsNobodyWaiting() throws Exception {
        run("SELECT ensure_day_partition('decision', DATE '1995-05-05')");
        try (Connection reader = database.getConnection();
                Statement sql = reader.createStatement()) {
            reader.setAutoCommit(false);
            sql.execute("SELECT count(*) FROM decision");

            assertThat(text("SELECT drop_oldest_partition('decision', '1995-05-06T00:00:00Z')"))
                    .isEqualTo("busy");
            reader.rollback();
        }
        assertThat(text("SELECT drop_oldest_partition('decision', '1995-05-06T00:00:00Z')"))
                .isEqualTo("dropped");
    }

    @Test
    void decisionsThatAreKeptLongerThanTheirRequestsGetRowsOfTheirOwn() throws Exception {
        run("SELECT ensure_day_partition('invocation', DATE '1961-05-05')");
        UUID early = decided("kept", Instant.parse("1961-05-05T05:05:05Z"));
        UUID late = decided("kept", Instant.parse("1961-05-05T06:05:05Z"));
        UUID unpartitioned = decided("kept", Instant.parse("1961-05-07T05:05:05Z"));
        String document =
                "SELECT document::text || inputs::text || provider || model FROM %s WHERE id = '" + late + "'";
        String drop = "SELECT drop_oldest_requests('1961-05-06T00:00:00Z', '1961-05-05T06:00:00Z')";
        String before = text(document.formatted("request_decision"));
        try (Connection reader = database.getConnection();
                Statement sql = reader.createStatement()) {
            reader.setAutoCommit(false);
            sql.execute("SELECT count(*) FROM invocation");

            assertThat(text(drop)).isEqualTo("busy");
            reader.rollback();
        }
        assertThat(number("SELECT count(*) FROM decision WHERE id = '" + late + "'"))
                .as("while its request is there")
                .isZero();

        assertThat(text(drop)).isEqualTo("dropped");
        assertThat(number("SELECT delete_unpartitioned_requests('1961-05-08T00:00:00Z', '1961-05-05T06:00:00Z', 10)"))
                .isEqualTo(1);

        assertThat(number("SELECT count(*) FROM invocation WHERE agent_type = 'kept'"))
                .isZero();
        assertThat(number("SELECT count(*) FROM decision WHERE id = '" + early + "'"))
                .isZero();
        assertThat(text(document.formatted("decision"))).isEqualTo(before).contains("the best", "v1");
        assertThat(number("SELECT count(*) FROM decision WHERE id = '" + unpartitioned + "'"))
                .isEqualTo(1);
    }

    @Test
    void decisionsThatAreNotKeptAsLongAsTheirRequestsAreTakenOutOfThem() {
        run("SELECT ensure_day_partition('invocation', DATE '1998-05-05')");
        decided("forgotten", Instant.parse("1998-05-05T05:05:05Z"));
        decided("forgotten", Instant.parse("1998-05-06T05:05:05Z"));
        UUID younger = decided("forgotten", Instant.parse("1998-05-08T05:05:05Z"));
        String sums = "SELECT sum(requests)::bigint FROM cost_hourly WHERE agent_type = 'forgotten'";
        String forget = "SELECT forget_decisions('1998-05-07T00:00:00Z', 1)";

        assertThat(number(forget)).isEqualTo(1);
        assertThat(number(forget)).isEqualTo(1);
        assertThat(number(forget)).isZero();

        assertThat(
                        number(
                                "SELECT count(*) FROM request_decision WHERE time < '1998-06-01T00:00:00Z' AND time >= '1998-01-01Z'"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM request_decision WHERE id = '" + younger + "'"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM invocation WHERE agent_type = 'forgotten'"))
                .isEqualTo(3);
        assertThat(number(sums)).isEqualTo(3);
        run("DROP TABLE invocation_1998_05_05");
        run("DELETE FROM invocation WHERE agent_type = 'forgotten'");
    }

    @Test
    void circumstancesGoWithTheLastDecisionOfTheirMonth() {
        run("SELECT ensure_month_partition('circumstances', DATE '1994-03-01')");
        run(
                "INSERT INTO circumstances VALUES ('1994-03-01T00:00:00Z', 'c', '{}'), ('1994-02-01T00:00:00Z', 'b', '{}')");
        run("INSERT INTO decision (id, time, document) VALUES (gen_random_uuid(), '1994-03-31T23:00:00Z', '{}')");
        String drop = "SELECT drop_unused_circumstances('1994-04-01T00:00:00Z')";

        assertThat(number(drop)).isZero();
        assertThat(number("SELECT count(*) FROM circumstances WHERE time < '1995-01-01Z'"))
                .as("that of February had no decision")
                .isEqualTo(1);
        run("DELETE FROM decision WHERE time < '1994-04-01T00:00:00Z'");

        assertThat(number(drop)).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM circumstances WHERE time < '1995-01-01Z'"))
                .isZero();
    }

    @Test
    void aMonthThatComesLateGetsTheRowsThatWereWaitingForIt() {
        Instant longAgo = Instant.parse("1999-12-31T23:59:59Z");
        record("partitions", longAgo);

        run("SELECT ensure_month_partition('invocation', DATE '1999-12-01')");
        run("SELECT ensure_month_partition('invocation', DATE '1999-12-01')");

        assertThat(number("SELECT count(*) FROM invocation_1999_12")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM invocation WHERE agent_type = 'partitions'"))
                .isEqualTo(1);
    }

    private void record(String agentType, Instant time) {
        history.record(Records.success(agentType, "m", time, 1, Usage.of(1, 1), "0.1"))
                .await()
                .atMost(Duration.ofMinutes(1));
        await().atMost(PATIENCE).until(() -> history.status().backlog() == 0);
    }

    /** Returns the id of the decision that the request holds. */
    private UUID decided(String agentType, Instant time) {
        InvocationRecord record = Records.decided(Records.success(agentType, "m", time, 1, Usage.of(1, 1), "0.1"));
        history.record(record).await().atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> history.status().backlog() == 0);
        return record.decisionId();
    }

    private static String day(int ahead) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(ahead).toString().replace('-', '_');
    }

    private long number(String sql) {
        return row(sql).getLong(0);
    }

    private String text(String sql) {
        return row(sql).getString(0);
    }

    private Row row(String sql) {
        return pool.query(sql)
                .execute()
                .await()
                .atMost(Duration.ofMinutes(1))
                .iterator()
                .next();
    }

    private void run(String sql) {
        pool.query(sql).execute().await().atMost(Duration.ofMinutes(1));
    }
}
