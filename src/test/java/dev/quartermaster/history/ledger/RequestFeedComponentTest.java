package dev.quartermaster.history.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Until when the ledger is complete, as roles of several rights are told. */
@QuarkusTest
class RequestFeedComponentTest {

    @Inject
    DataSource database;

    private record Answer(long now, long completeUntil, long hidden) {}

    private static Answer ask(Statement sql) throws SQLException {
        try (ResultSet row = sql.executeQuery(RequestFeedRepository.COMPLETE_UNTIL)) {
            row.next();
            return new Answer(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    private static long begin(Connection writer, String change) throws SQLException {
        writer.setAutoCommit(false);
        try (Statement sql = writer.createStatement()) {
            sql.execute(change);
            try (ResultSet row = sql.executeQuery("SELECT CAST(extract(epoch FROM now()) * 1000000 AS bigint)")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void itIsCompleteUntilTheOldestOpenTransactionThatWritesBegan() throws SQLException {
        try (Connection reader = database.getConnection();
                Connection writer = database.getConnection();
                Connection asker = database.getConnection();
                Statement sql = asker.createStatement()) {
            long read = begin(reader, "SELECT count(*) FROM invocation");
            long began = begin(writer, "SELECT pg_current_xact_id()");

            Answer open = ask(sql);
            writer.rollback();

            assertThat(open.completeUntil()).isLessThanOrEqualTo(began);
            assertThat(open.hidden()).isZero();
            // The service's own statements may run beside it for a moment.
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                Answer ended = ask(sql);
                assertThat(ended.completeUntil()).isGreaterThan(read).isLessThanOrEqualTo(ended.now());
            });
            reader.rollback();
        }
    }

    @Test
    void aRoleThatMayNotSeeTheTransactionsOfOthersIsToldThatTheyAreHidden() throws SQLException {
        try (Connection writer = database.getConnection();
                Connection asker = database.getConnection();
                Statement sql = asker.createStatement()) {
            begin(writer, "SELECT pg_current_xact_id()");
            asker.setAutoCommit(false);
            sql.execute("CREATE ROLE half_blind");
            sql.execute("SET LOCAL ROLE half_blind");

            assertThat(ask(sql).hidden()).isPositive();

            asker.rollback();
            writer.rollback();
        }
    }

    @Test
    void aSessionThatDoesNotTrackItsTransactionsIsCountedAsHidden() throws SQLException {
        try (Connection writer = database.getConnection();
                Connection asker = database.getConnection();
                Statement sql = asker.createStatement()) {
            begin(writer, "SET LOCAL track_activities = off");

            assertThat(ask(sql).hidden()).isPositive();

            writer.rollback();
            assertThat(ask(sql).hidden()).isZero();
        }
    }
}
