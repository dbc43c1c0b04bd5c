package dev.quartermaster.jobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.scheduler.Trigger;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of models when nobody asks for one. */
@QuarkusTest
class PerformanceTickComponentTest {

    @Inject
    PerformanceTick tick;

    @Inject
    Scheduler scheduler;

    private final String id = "failing-" + UUID.randomUUID();

    @BeforeEach
    void aModel() {
        given().contentType(ContentType.JSON)
                .body("{\"provider\":\"openai\",\"id\":\"" + id
                        + "\",\"pricing\":{\"input_per_1m\":3,\"output_per_1m\":15}}")
                .post("/api/v1/models")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void forget() {
        given().delete("/api/v1/models/openai/" + id);
    }

    @Test
    void aModelThatFailsTooOftenRaisesAnAlertWithoutARequest() {
        for (int i = 0; i < 10; i++) {
            report(i < 7);
        }

        await().atMost(Duration.ofMinutes(1)).until(this::toldByATick);

        JsonPath alert = alerts();
        assertThat(alert.getString("data[0].message")).contains("70 % of its last 10 calls");
        assertThat(alert.getInt("data[0].facts.calls")).isEqualTo(10);
    }

    @Test
    void itIsScheduled() {
        assertThat(scheduler.getScheduledJobs())
                .extracting(Trigger::getMethodDescription)
                .contains(PerformanceTick.class.getName() + "#tick");
    }

    /** A look just after another one tells nothing new. */
    private boolean toldByATick() {
        tick.tick().await().atMost(Duration.ofMinutes(1));
        return !alerts().getList("data").isEmpty();
    }

    private JsonPath alerts() {
        return given().queryParam("kind", "performance_degradation")
                .queryParam("subject", "openai/" + id)
                .get("/api/v1/alerts")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void report(boolean success) {
        given().contentType(ContentType.JSON)
                .body("{\"model\":\"openai/" + id + "\",\"success\":" + success + ",\"latency_ms\":100}")
                .post("/api/v1/performance")
                .then()
                .statusCode(201);
    }
}
