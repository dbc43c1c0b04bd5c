package dev.quartermaster.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.ledger.HistoryRetention;
import dev.quartermaster.testing.TightSettings;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The setting that an operator makes drops old days; their sums stay. */
@QuarkusTest
@TestProfile(TightSettings.class)
class RetentionComponentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    HistoryRetention retention;

    @Inject
    History history;

    @Inject
    Pool pool;

    @Test
    void theLeaderDropsDaysBeyondTheSettingAndTheirSumsStay() {
        run("SELECT ensure_day_partition('invocation', DATE '1970-05-05')");
        run("SELECT ensure_day_partition('invocation', DATE '1980-05-05')");
        record(Instant.parse("1970-05-05T05:05:05Z"));
        record(Instant.parse("1970-05-06T05:05:05Z"));
        record(Instant.parse("1980-05-05T05:05:05Z"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            retention.run().await().atMost(PATIENCE);
            assertThat(number("SELECT count(*) FROM pg_class WHERE relname = 'invocation_1970_05_05'"))
                    .as("of a day with a partition")
                    .isZero();
            assertThat(number(
                            "SELECT count(*) FROM invocation WHERE agent_type = 'retention' AND time < '1975-01-01Z'"))
                    .as("and without")
                    .isZero();
        });

        assertThat(number("SELECT count(*) FROM invocation_1980_05_05 WHERE agent_type = 'retention'"))
                .as("younger than the setting")
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM invocation_1980_05_05 WHERE decision_made IS NOT NULL"))
                .as("its decision is older than the setting of decisions")
                .isZero();
        given().get("/api/v1/costs?agent_type=retention&from=1970-05-05T00:00:00Z&to=1970-05-07T00:00:00Z")
                .then()
                .statusCode(200)
                .body("data[0].requests", equalTo(2));
        given().get("/api/v1/costs?group_by=day&agent_type=retention&from=1970-05-05T00:00:00Z&to=1980-06-01T00:00:00Z")
                .then()
                .statusCode(200)
                .body("data.day", equalTo(List.of("1970-05-05", "1970-05-06", "1980-05-05")));
        given().get("/api/v1/costs?group_by=task_id&from=1970-05-05T00:00:00Z&to=1970-05-06T00:00:00Z")
                .then()
                .statusCode(400)
                .body("param", equalTo("from"));
    }

    private void record(Instant time) {
        history.record(Records.decided(Records.success("retention", "m", time, 1, Usage.of(1, 1), "0.1")))
                .await()
                .atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> history.status().backlog() == 0);
    }

    private long number(String sql) {
        return pool.query(sql)
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private void run(String sql) {
        pool.query(sql).execute().await().atMost(PATIENCE);
    }
}
