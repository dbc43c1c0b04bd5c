package dev.quartermaster.api.simulations;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A simulation that is cancelled while it runs; it does not get on, as its decisions cannot be read meanwhile. */
@QuarkusTest
class RunningSimulationComponentTest {

    private static final String SIMULATIONS = "/api/v1/simulations";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    Pool pool;

    private SqlConnection lock;

    @BeforeEach
    void holdTheDecisions() {
        lock = pool.getConnection().await().atMost(PATIENCE);
        lock.query("BEGIN; LOCK TABLE decision IN ACCESS EXCLUSIVE MODE")
                .execute()
                .await()
                .atMost(PATIENCE);
    }

    @AfterEach
    void letGo() {
        if (lock != null) {
            lock.query("ROLLBACK").execute().await().atMost(PATIENCE);
            lock.close().await().atMost(PATIENCE);
            lock = null;
        }
    }

    @Test
    void itEndsAtOnceGivesNoReportAndLetsTheNextOneRun() throws Exception {
        String running = ask();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        when().get(SIMULATIONS + "/" + running).then().body("progress.state", equalTo("running")));
        CompletableFuture<String> watched = CompletableFuture.supplyAsync(
                () -> when().get(SIMULATIONS + "/" + running + "/events").asString());
        String next = ask();

        when().delete(SIMULATIONS + "/" + running)
                .then()
                .statusCode(200)
                .body("progress.state", equalTo("cancelled"))
                .body("progress.ended_at", notNullValue())
                .body("report", nullValue());

        assertThat(watched.get()).contains("event:cancelled");
        letGo();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> when().get(SIMULATIONS + "/" + next).then().body("progress.state", equalTo("done")));
        when().get(SIMULATIONS + "/" + running)
                .then()
                .body("progress.state", equalTo("cancelled"))
                .body("report", nullValue());
    }

    private static String ask() {
        return given().contentType(ContentType.JSON)
                .body("{\"window\":{\"hours\":1}}")
                .post(SIMULATIONS)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }
}
