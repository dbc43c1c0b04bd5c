package dev.quartermaster.api.quality;

import static dev.quartermaster.api.quality.Ask.GOOD;
import static dev.quartermaster.api.quality.Ask.LOW;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.health.HealthState;
import dev.quartermaster.testing.ImpatientHealth;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that are scored before they leave. */
@QuarkusTest
@TestProfile(ImpatientHealth.class)
class LowQualityComponentTest {

    private static final String FIRST = "openai/gpt-4o-mini";
    private static final String SECOND = "openai/gpt-4.1-mini";
    private static final String ROUTE = ",\"quartermaster\":{\"fallbacks\":[\"" + SECOND + "\"]}";
    private static final String EVALUATED = ",\"quartermaster\":{\"evaluate\":true,\"fallbacks\":[\"" + SECOND + "\"]}";

    private final String agent = "low-" + UUID.randomUUID();

    @Inject
    CircuitBreakers circuitBreakers;

    @BeforeEach
    @AfterEach
    void calm() {
        Ask.calm();
    }

    @Test
    void theNextModelAnswersForALowOneWhoseHealthIsNotHurt() {
        Ask.script("gpt-4o-mini", LOW);
        Ask.script("gpt-4.1-mini", GOOD);

        String decision = "";
        for (int i = 0; i < 4; i++) {
            decision = Ask.ask(FIRST, agent, ROUTE)
                    .header("x-quartermaster-model", equalTo(SECOND))
                    .header("x-quartermaster-attempts", equalTo("2"))
                    .header("x-quartermaster-quality", equalTo("1.0"))
                    .header("x-quartermaster-warnings", nullValue())
                    .body("choices[0].message.content", equalTo(GOOD))
                    .extract()
                    .header("x-quartermaster-decision");
        }

        when().get("/api/v1/decisions/" + decision)
                .then()
                .statusCode(200)
                .body("attempts.reason", contains("low_quality", null))
                .body("attempts[0].bill.cost_usd", notNullValue());
        // Three failures in a row would have opened its circuit.
        assertThat(circuitBreakers
                        .report(new ModelKey(ProviderId.OPENAI, "gpt-4o-mini"))
                        .state())
                .isNotEqualTo(HealthState.UNAVAILABLE);
    }

    @Test
    void theBestLowAnswerIsGivenWithAWarningWhenNoModelIsLeft() {
        Ask.script("gpt-4o-mini", LOW);
        // In another language it is low too, but less so.
        Ask.script("gpt-4.1-mini", "Das Haus hat drei Zimmer und einen Garten, und es ist nicht sehr alt.");

        Ask.ask(FIRST, agent, ROUTE)
                .header("x-quartermaster-model", equalTo(SECOND))
                .header("x-quartermaster-quality", equalTo("0.685"))
                .header("x-quartermaster-warnings", containsString("low"))
                .body("choices[0].message.content", startsWith("Das Haus"));
        Ask.ask(FIRST, agent, ",\"quartermaster\":{\"fallbacks\":[]}")
                .header("x-quartermaster-model", equalTo(FIRST))
                .header("x-quartermaster-warnings", containsString("low"))
                .body("choices[0].message.content", equalTo(LOW));
    }

    @Test
    void aStreamIsHeldBackWholeIfItsCallerAsks() {
        Ask.script("gpt-4o-mini", LOW);
        Ask.script("gpt-4.1-mini", GOOD);

        ValidatableResponse asked = Ask.ask(FIRST, agent, ",\"stream\":true" + EVALUATED);
        asked.header("x-quartermaster-model", equalTo(SECOND)).header("x-quartermaster-quality", equalTo("1.0"));
        assertThat(said(asked)).isEqualTo(GOOD);

        ValidatableResponse plain = Ask.ask(FIRST, agent, ",\"stream\":true" + ROUTE);
        plain.header("x-quartermaster-model", equalTo(FIRST)).header("x-quartermaster-quality", nullValue());
        assertThat(said(plain)).isEqualTo(LOW);
    }

    @Test
    void theBestLowStreamIsGivenWithAWarning() {
        Ask.script("gpt-4o-mini", LOW);
        Ask.script("gpt-4.1-mini", LOW);

        ValidatableResponse asked = Ask.ask(FIRST, agent, ",\"stream\":true" + EVALUATED);

        asked.header("x-quartermaster-model", equalTo(FIRST)).header("x-quartermaster-warnings", containsString("low"));
        assertThat(said(asked)).isEqualTo(LOW);
        assertThat(asked.extract().asString()).endsWith("data: [DONE]\n\n");
    }

    /** The text of a stream. */
    private static String said(ValidatableResponse stream) {
        StringBuilder text = new StringBuilder();
        for (String line : stream.extract().asString().split("\n")) {
            if (line.startsWith("data: {")) {
                String piece = JsonPath.from(line.substring("data: ".length())).getString("choices[0].delta.content");
                text.append(piece == null ? "" : piece);
            }
        }
        return text.toString();
    }
}
