package dev.quartermaster.api.costs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.History;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.RequestOrigin;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A corrected price re-computes past requests: first shown, then applied once, with the old figures kept. */
@QuarkusTest
class ReratingComponentTest {

    @Inject
    History history;

    @Inject
    AgroalDataSource database;

    private final String name = UUID.randomUUID().toString();
    private final String id = "rated-" + name;
    private final String model = "openai/" + id;
    private final Instant from = Instant.now().minus(Duration.ofHours(2));

    @BeforeEach
    void register() {
        given().contentType("application/json")
                .body("{\"id\":\"" + id + "\",\"provider\":\"openai\",\"features\":[\"streaming\"],"
                        + "\"pricing\":{\"input_per_1m\":1,\"output_per_1m\":1}}")
                .post("/api/v1/models")
                .then()
                .statusCode(201);
    }

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
        given().delete("/api/v1/models/" + model).then().statusCode(204);
    }

    @Test
    void aCorrectedPriceReachesPastRequestsOnce() throws SQLException {
        call("flex", "whole");
        call(null, "whole");
        older(2_100);
        await().atMost(Duration.ofMinutes(1)).until(() -> rows().size() == 2_102);
        assertThat(sum()).isEqualByComparingTo("2.103");

        price(
                "{\"input_per_1m\":2,\"output_per_1m\":2,\"service_tiers\":{\"flex\":{\"input_per_1m\":1,\"output_per_1m\":1}}}");
        rerate("")
                .statusCode(200)
                .body("dry_run", equalTo(true))
                .body("id", nullValue())
                .body("requests", equalTo(2_102))
                .body("changed_requests", equalTo(2_102))
                .body("unpriced_before", equalTo(1))
                .body("unpriced_after", equalTo(0))
                .body("before_usd.toString()", equalTo("2.103"))
                .body("after_usd.toString()", equalTo("4.209"))
                .body("by_model[0].model", equalTo(id))
                .body("by_model[0].registered", equalTo(true))
                .body("by_model[0].after_usd.toString()", equalTo("4.209"));
        assertThat(sum()).as("a dry run changes nothing").isEqualByComparingTo("2.103");

        String rerating = rerate(",\"dry_run\":false")
                .statusCode(200)
                .body("changed_requests", equalTo(2_102))
                .extract()
                .path("id");

        assertThat(sum()).isEqualByComparingTo("4.209");
        given().config(exact())
                .get("/api/v1/costs?group_by=model&agent_type=" + id + "&from=" + from.truncatedTo(ChronoUnit.HOURS))
                .then()
                .statusCode(200)
                .body("data[0].requests", equalTo(2_102))
                .body("data[0].unpriced_requests", equalTo(0))
                .body("data[0].cost_usd.toString()", equalTo("4.209"));
        assertThat(corrections(rerating)).containsExactly(2_102L, new BigDecimal("2.103"), new BigDecimal("4.209"));
        given().get("/api/v1/audit?subject_kind=rerating&subject_id=" + rerating)
                .then()
                .statusCode(200)
                .body("data[0].action", equalTo("create"))
                .body("data[0].after.model", equalTo(id));
        rerate(",\"dry_run\":false")
                .statusCode(200)
                .body("id", nullValue())
                .body("changed_requests", equalTo(0))
                .body("before_usd.toString()", equalTo("4.209"));
    }

    @Test
    void whatAnAgentHasToldStays() throws SQLException {
        given().contentType("application/json")
                .body("{\"agent_type\":\"" + id + "\",\"model\":\"" + model + "\",\"success\":true,\"latency_ms\":1,"
                        + "\"cost\":0.7,\"input_tokens\":1000000}")
                .post("/api/v1/performance")
                .then()
                .statusCode(201);
        await().atMost(Duration.ofMinutes(1)).until(() -> rows().size() == 1);

        rerate(",\"dry_run\":false").statusCode(200).body("requests", equalTo(0));

        assertThat(sum()).isEqualByComparingTo("0.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "from     | {'to':'2026-01-01T00:00:00Z'}",
                "to       | {'from':'2026-01-01T00:00:00Z'}",
                "from     | {'from':'yesterday','to':'2026-01-01T00:00:00Z'}",
                "from     | {'from':'2026-01-02T00:00:00Z','to':'2026-01-01T00:00:00Z'}",
                "from     | {'from':'2026-01-01T00:00:00Z','to':'2026-01-01T00:00:00Z'}",
                "from     | {'from':'2126-01-01T00:00:00Z','to':'2126-01-02T00:00:00Z'}",
                "to       | {'from':'2026-01-01T00:00:00Z','to':'2126-01-02T00:00:00Z'}",
                "provider | {'from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z','provider':'nobody'}",
                "provider | {'from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z','provider':'no body'}",
                "model    | {'from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z','model':'no-such-model'}",
                "model    | {'from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z','provider':'anthropic','model':'gpt-4o'}",
                "dry_run  | {'from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z','dry_run':'no'}",
                "dryRun   | {'from':'2026-01-01T00:00:00Z','to':'2026-01-02T00:00:00Z','dryRun':false}"
            })
    void aWrongRequestIsRefusedByItsField(String field, String body) {
        given().contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/api/v1/costs/rerating")
                .then()
                .statusCode(400)
                .body("param", equalTo(field))
                .body("detail", containsString(field));
    }

    private ValidatableResponse rerate(String fields) {
        return given().config(exact())
                .contentType("application/json")
                .body("{\"from\":\"" + from + "\",\"to\":\"" + Instant.now() + "\",\"model\":\"" + model + "\"" + fields
                        + "}")
                .post("/api/v1/costs/rerating")
                .then();
    }

    private static RestAssuredConfig exact() {
        return RestAssuredConfig.config()
                .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.BIG_DECIMAL));
    }

    private void price(String pricing) {
        given().contentType("application/merge-patch+json")
                .body("{\"pricing\":" + pricing + "}")
                .patch("/api/v1/models/" + model)
                .then()
                .statusCode(200);
    }

    /** 1,000 tokens in, 2,000 out. */
    private void call(String tier, String kind) {
        given().body("{\"provider\":\"openai\",\"model\":\"" + id
                        + "\",\"times\":1,\"usage\":{\"input\":1000,\"output\":2000}"
                        + (tier == null ? "" : ",\"service_tier\":\"" + tier + "\"") + "}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);
        given().contentType("application/json")
                .header("X-Agent-Type", id)
                .body("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + kind + "\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
    }

    /** Requests as they were recorded before each call had a bill. */
    private void older(int count) {
        Instant time = from.plusSeconds(1);
        for (int i = 0; i < count; i++) {
            history.record(new InvocationRecord(
                            UUID.randomUUID(),
                            time.plusMillis(i / 3),
                            InvocationRecord.Source.CALL,
                            null,
                            new RequestOrigin(null, id, null, null, Map.of(), null),
                            model,
                            new ModelKey(ProviderId.OPENAI, id),
                            null,
                            i % 10 == 0 ? Outcome.error(null, ErrorCode.UPSTREAM_ERROR, false) : Outcome.success(false),
                            List.of(),
                            0,
                            1.0,
                            null,
                            new InvocationCost(Usage.of(600, 400), Money.usd("0.001"), null, null),
                            null))
                    .await()
                    .atMost(Duration.ofMinutes(1));
        }
    }

    private List<BigDecimal> rows() throws SQLException {
        List<BigDecimal> costs = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement question =
                        connection.prepareStatement("select cost_usd from invocation where agent_type = ?")) {
            question.setString(1, id);
            try (ResultSet row = question.executeQuery()) {
                while (row.next()) {
                    costs.add(row.getBigDecimal(1));
                }
            }
        }
        return costs;
    }

    private BigDecimal sum() throws SQLException {
        return rows().stream().filter(cost -> cost != null).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<Object> corrections(String rerating) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement question = connection.prepareStatement("select count(*), trim_scale(sum(before_usd)),"
                        + " trim_scale(sum(after_usd)) from cost_correction where rerating_id = ?")) {
            question.setObject(1, UUID.fromString(rerating));
            try (ResultSet row = question.executeQuery()) {
                row.next();
                return List.of(row.getLong(1), row.getBigDecimal(2), row.getBigDecimal(3));
            }
        }
    }
}
