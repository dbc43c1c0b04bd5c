package dev.quartermaster.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.performance.UnusualUsageCheck;
import dev.quartermaster.testing.WithoutDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The service without its database: it starts, takes records, and says what it cannot do. */
@QuarkusTest
@TestProfile(WithoutDatabase.class)
class NoDatabaseComponentTest {

    @Inject
    History history;

    @Inject
    CostRepository costs;

    @Inject
    AlertService alerts;

    @Inject
    UnusualUsageCheck unusualUsage;

    @Test
    void recordsAreTakenAndWait() {
        long before = history.status().backlog();
        for (int i = 0; i < 10; i++) {
            history.record(Records.success("agent", "m", Instant.now(), 1, Usage.of(1, 1), "0.1"))
                    .await()
                    .atMost(Duration.ofSeconds(10));
        }

        HistoryStatus status = history.status();
        assertThat(status.backlog()).isGreaterThanOrEqualTo(before + 10);
        assertThat(status.inMemory()).isZero();
        assertThat(status.journalProblem()).isNull();
    }

    @Test
    void theAgeOfTheOldestRecordIsKnown() {
        history.record(Records.success("agent", "m", Instant.now().minusSeconds(90), 1, Usage.of(1, 1), "0.1"))
                .await()
                .atMost(Duration.ofSeconds(10));

        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().oldest() != null);
        assertThat(history.status().journalBytes()).isPositive();
        String metrics =
                given().get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(metrics)
                .containsPattern("quartermaster_history_backlog_age_seconds ([1-9]|0\\.0*[1-9])")
                .containsPattern("quartermaster_history_journal_size_bytes [1-9]");
        given().get("/api/v1/status")
                .then()
                .body(
                        "dependencies.find { it.name == 'journal' }.detail",
                        containsString("records wait for the database, the oldest for "));
    }

    @Test
    void theStatusSaysWhatIsWrong() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> !"not reached yet".equals(history.status().databaseProblem()));

        assertThat(history.status().databaseUp()).isFalse();
        assertThat(history.status().degraded()).isTrue();
    }

    @Test
    void questionsFailFastAndByName() {
        Instant asked = Instant.now();
        QuartermasterException failure = catchFailure();

        assertThat(failure.code()).isEqualTo(ErrorCode.HISTORY_UNAVAILABLE);
        assertThat(failure.retryAfter()).isPresent();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void readinessDoesNotDependOnTheDatabase() {
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void theRegistryServesAndSaysThatItCannotBeEdited() {
        given().get("/api/v1/models/openai/gpt-4o").then().statusCode(200);
        given().contentType("application/json")
                .body("{\"note\":\"x\"}")
                .patch("/api/v1/models/openai/gpt-4o")
                .then()
                .statusCode(503)
                .body("code", equalTo("registry_unavailable"));
        given().get("/api/v1/audit").then().statusCode(503).body("code", equalTo("history_unavailable"));
        given().post("/api/v1/registry/reload").then().statusCode(200);
        given().get("/api/v1/status")
                .then()
                .body("dependencies.find { it.name == 'registry_edits' }.state", not(equalTo("ok")));
    }

    @Test
    void unusualUsageIsNotLookedForAndNothingFails() {
        for (int i = 0; i < 150; i++) {
            history.record(Records.success("loud-without-database", "m", Instant.now(), 1, Usage.of(1, 1), "100"))
                    .await()
                    .atMost(Duration.ofSeconds(10));
        }

        unusualUsage.run().await().atMost(Duration.ofMinutes(1));

        given().queryParam("subject", "loud-without-database")
                .get("/api/v1/alerts")
                .then()
                .statusCode(200)
                .body("data.size()", equalTo(0));
    }

    @Test
    void alertsAreToldFromMemoryAndTheStatusSaysSo() {
        alerts.raise(new AlertRequest(AlertKind.UNUSUAL_USAGE, "without-database", "much", Map.of()));

        String id = given().queryParam("subject", "without-database")
                .get("/api/v1/alerts")
                .then()
                .statusCode(200)
                .body("data.size()", equalTo(1))
                .extract()
                .path("data[0].id");
        given().post("/api/v1/alerts/" + id + "/ack").then().statusCode(200);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> given().get("/api/v1/status")
                .then()
                .body("dependencies.find { it.name == 'alerts' }.state", equalTo("degraded")));
        given().contentType("application/json")
                .body("{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
    }

    private QuartermasterException catchFailure() {
        var answer = costs.sums(CostQuestion.whole(List.of(), Map.of(), Instant.EPOCH, Instant.now()))
                .subscribeAsCompletionStage();
        try {
            answer.join();
        } catch (CompletionException e) {
            return (QuartermasterException) e.getCause();
        }
        throw new AssertionError("the ledger answered without a database");
    }
}
