package dev.quartermaster.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.domain.Usage;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables are cut by month, so that old months can be dropped as a whole. */
@QuarkusTest
class PartitionsComponentTest {

    @Inject
    History history;

    @Inject
    Pool pool;

    @BeforeEach
    void schemaIsThere() {
        await().atMost(Duration.ofSeconds(30)).until(() -> history.status().migrated());
    }

    @Test
    void theRunningMonthAndThreeMoreAreThereAfterTheStart() {
        assertThat(number("SELECT count(*) FROM pg_inherits WHERE inhparent = 'invocation'::regclass"))
                .isGreaterThanOrEqualTo(5);
        assertThat(number("SELECT count(*) FROM pg_class WHERE relname = 'decision_' "
                        + "|| to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')"))
                .isEqualTo(1);
    }

    @Test
    void aMonthThatComesLateGetsTheRowsThatWereWaitingForIt() {
        Instant longAgo = Instant.parse("1999-12-31T23:59:59Z");
        history.record(Records.success("partitions", "m", longAgo, 1, Usage.of(1, 1), "0.1"))
                .await()
                .atMost(Duration.ofSeconds(5));
        await().atMost(Duration.ofSeconds(20)).until(() -> history.status().backlog() == 0);

        run("SELECT ensure_month_partition('invocation', DATE '1999-12-01')");
        run("SELECT ensure_month_partition('invocation', DATE '1999-12-01')");

        assertThat(number("SELECT count(*) FROM invocation_1999_12")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM invocation WHERE agent_type = 'partitions'"))
                .isEqualTo(1);
    }

    private long number(String sql) {
        return pool.query(sql)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(5))
                .iterator()
                .next()
                .getLong(0);
    }

    private void run(String sql) {
        pool.query(sql).execute().await().atMost(Duration.ofSeconds(5));
    }
}
