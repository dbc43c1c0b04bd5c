package dev.quartermaster.cost;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls without an answer cost where their provider bills them: in the row apart, and with each attempt. */
@QuarkusTest
class FailedCallsComponentTest {

    private static final BigDecimal MILLION = new BigDecimal(1_000_000);

    @Inject
    AgroalDataSource database;

    @Inject
    ObjectMapper json;

    private final String name = UUID.randomUUID().toString();
    private final String failing = "openai/failing-" + name;
    private final String blocking = "google/blocking-" + name;
    private final String heir = "anthropic/heir-" + name;

    /** A row of the ledger. */
    private record Row(BigDecimal cost, BigDecimal failed, JsonNode attempts) {}

    @BeforeEach
    void register() {
        for (String model : new String[] {failing, blocking, heir}) {
            String[] parts = model.split("/", 2);
            given().contentType("application/json")
                    .body("{\"id\":\"" + parts[1] + "\",\"provider\":\"" + parts[0]
                            + "\",\"features\":[\"streaming\"],\"pricing\":{\"input_per_1m\":1,\"output_per_1m\":10}}")
                    .post("/api/v1/models")
                    .then()
                    .statusCode(201);
        }
    }

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
        for (String model : new String[] {failing, blocking, heir}) {
            given().delete("/api/v1/models/" + model).then().statusCode(204);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void emptyAnswersAreBilledBesideTheOneThatCame(boolean stream) throws Exception {
        script("openai", failing, "\"kind\":\"empty\",\"usage\":{\"input\":1000,\"output\":40}");
        script("anthropic", heir, "\"usage\":{\"input\":2000,\"output\":100}");

        ask(failing, "[\"" + heir + "\"]", stream, 200);

        Row row = booked();
        int failures = row.attempts().size() - 1;
        assertThat(failures).isPositive();
        for (int i = 0; i < failures; i++) {
            assertThat(row.attempts().path(i).path("outcome").asText()).isEqualTo("error");
            assertThat(row.attempts().at("/" + i + "/bill/cost_usd").decimalValue())
                    .isEqualByComparingTo("0.0014");
        }
        assertThat(row.attempts().at("/" + failures + "/bill/output_tokens").asLong())
                .isEqualTo(100);
        assertThat(row.attempts().at("/" + failures + "/bill/cost_usd").decimalValue())
                .isEqualByComparingTo("0.003");
        assertThat(row.failed()).isEqualByComparingTo(new BigDecimal("0.0014").multiply(new BigDecimal(failures)));
        assertThat(row.cost()).isEqualByComparingTo(row.failed().add(new BigDecimal("0.003")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPromptThatIsBlockedIsBilledThoughNothingIsAnswered(boolean stream) throws Exception {
        script("google", blocking, "\"kind\":\"content_policy\",\"usage\":{\"input\":3000,\"output\":0}");

        ask(blocking, "[]", stream, 400);

        Row row = booked();
        assertThat(row.cost()).isEqualByComparingTo(new BigDecimal(3000).divide(MILLION));
        assertThat(row.failed()).isEqualByComparingTo(row.cost());
        assertThat(row.attempts().at("/0/bill/uncached_input_tokens").asLong()).isEqualTo(3000);
    }

    /** The provider has not counted: what was delivered is estimated, and is no less billed. */
    @ParameterizedTest
    @ValueSource(strings = {"flex", "default"})
    void aStreamThatIsCutIsBilledAtTheTierItBeganAt(String tier) throws Exception {
        script(
                "openai",
                failing,
                "\"kind\":\"cut\",\"after_bytes\":3000,\"service_tier\":\"" + tier + "\",\"text\":\""
                        + "The needle points north. ".repeat(200) + "\"");

        ask(failing, "[]", true, 200);

        Row row = booked();
        JsonNode bill = row.attempts().at("/0/bill");
        assertThat(row.attempts().at("/0/outcome").asText()).isEqualTo("error");
        assertThat(bill.path("usage_estimated").asBoolean()).isTrue();
        if (tier.equals("flex")) {
            assertThat(bill.path("service_tier").asText()).isEqualTo("flex");
            assertThat(bill.path("cost_usd").isNull()).isTrue();
            assertThat(row.cost()).as("the tier has no price").isNull();
            assertThat(row.failed()).isNull();
        } else {
            assertThat(row.cost()).isPositive().isEqualByComparingTo(row.failed());
            assertThat(bill.path("cost_usd").decimalValue()).isEqualByComparingTo(row.cost());
        }
    }

    private void script(String provider, String model, String fault) {
        String id = model.substring(model.indexOf('/') + 1);
        given().body("{\"provider\":\"" + provider + "\",\"model\":\"" + id + "\"," + fault + "}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);
    }

    private void ask(String model, String fallbacks, boolean stream, int status) {
        given().contentType("application/json")
                .body("{\"model\":\"" + model + "\",\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"Where to?\"}],\"quartermaster\":{\"task_id\":\""
                        + name + "\",\"fallbacks\":" + fallbacks + "}}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(status);
    }

    private Row booked() {
        return await().atMost(Duration.ofMinutes(1)).until(this::row, row -> row != null);
    }

    private Row row() throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement question = connection.prepareStatement(
                        "select cost_usd, failed_cost_usd, attempts::text from invocation where task_id = ?")) {
            question.setString(1, name);
            try (ResultSet row = question.executeQuery()) {
                return row.next()
                        ? new Row(row.getBigDecimal(1), row.getBigDecimal(2), json.readTree(row.getString(3)))
                        : null;
            }
        }
    }
}
