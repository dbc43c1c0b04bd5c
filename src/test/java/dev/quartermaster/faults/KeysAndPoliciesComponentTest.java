package dev.quartermaster.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.faults.Client.Question;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request goes that another key of the same provider, or only certain other models, may answer. */
@QuarkusTest
@TestProfile(FaultyHouse.class)
class KeysAndPoliciesComponentTest extends FaultyProviders {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    DataSource database;

    private final String task = "keys/" + UUID.randomUUID();

    /** Nobody notices, and the key is not tried again with every request. */
    @ParameterizedTest
    @CsvSource({
        "ringed, '\"status\":401', authentication",
        "limited, '\"status\":429,\"retry_after_seconds\":60', rate_limited"
    })
    void aKeyThatIsRefusedGivesWayToAnother(String provider, String fault, String reason) throws Exception {
        simulator.script("{\"provider\":\"openai\",\"model\":\"" + provider + "-1\",\"key_suffix\":\"of-" + provider
                + "\"," + fault + "}");

        for (int i = 0; i < 4; i++) {
            assertThat(ask(provider + "/" + provider + "-1", List.of()).says()).isEqualTo("200");
        }

        List<String> calls = new ArrayList<>();
        for (Books.Entry entry : booked(4)) {
            for (JsonNode attempt : entry.attempts()) {
                calls.add(attempt.path("key_id").asText() + " "
                        + attempt.path("reason").asText("answered"));
            }
        }
        assertThat(calls)
                .containsOnlyOnce(provider + "-config " + reason)
                .hasSize(5)
                .filteredOn(call -> call.equals(provider + "-2 answered"))
                .hasSize(4);
    }

    /** The key is good for other models of the provider. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAKeyMayNotCallIsLeftOutForThatModelAlone(boolean stream) {
        simulator.script("{\"provider\":\"openai\",\"model\":\"gated-1\",\"status\":403,\"times\":1}");
        given().post("/api/v1/providers/gated/probe").then().statusCode(200).body("answered", equalTo(true));

        chat("gated/gated-1", stream).statusCode(502).body("error.code", equalTo("upstream_authentication"));
        chat("gated/gated-1", stream)
                .statusCode(503)
                .header("retry-after", notNullValue())
                .body("error.message", containsString("key gated-config was refused (403"))
                .body("error.message", not(containsString("credentials")));
        chat("gated/gated-2", stream).statusCode(200);
        given().get("/api/v1/providers/gated")
                .then()
                .body("usable", equalTo(true))
                .body("credentials[0].resting_until", nullValue())
                .body("credentials[0].denied_models[0].model", equalTo("gated/gated-1"))
                .body("credentials[0].denied_models[0].because", containsString("403"));
    }

    @Test
    void aKeyThatRestsSaysWhy() {
        simulator.script("{\"provider\":\"openai\",\"model\":\"locked-1\",\"status\":401,\"times\":1}");

        chat("locked/locked-1", false).statusCode(502).body("error.code", equalTo("upstream_authentication"));
        chat("locked/locked-1", false)
                .statusCode(503)
                .header("retry-after", notNullValue())
                .body("error.message", containsString("key locked-config was refused (401"))
                .body("error.message", not(containsString("no credentials")));
        given().get("/api/v1/providers/locked")
                .then()
                .body("usable", equalTo(false))
                .body("credentials[0].resting_until", notNullValue())
                .body("credentials[0].resting_because", containsString("refused (401"));
    }

    private static ValidatableResponse chat(String model, boolean stream) {
        return given().contentType("application/json")
                .body("{\"model\":\"" + model + "\",\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"Which way is north?\"}]}")
                .post("/v1/chat/completions")
                .then();
    }

    @Test
    void whatAModelRefusesOnlyThoseNamedForItAreAsked() throws Exception {
        refuses("house-strict");

        Seen seen = ask("house/house-strict", List.of("house/house-deaf"));

        assertThat(seen.says()).isEqualTo("200");
        assertThat(seen.text()).contains("steady-1");
        assertThat(booked(1).get(0).attempts().findValuesAsText("model")).containsExactly("house-strict", "steady-1");
    }

    @Test
    void nobodyElseIsAsked() throws Exception {
        refuses("house-stricter");

        assertThat(ask("house/house-stricter", List.of("house/house-deaf")).says())
                .isEqualTo("400 content_policy");
        assertThat(booked(1).get(0).attempts()).hasSize(1);
    }

    private void refuses(String model) {
        simulator.script("{\"provider\":\"openai\",\"model\":\"" + model + "\",\"kind\":\"content_policy\"}");
    }

    private Seen ask(String model, List<String> others) throws Exception {
        Question question = new Question(Dialect.CHAT, model, others, false, task, "Which way is north?");
        return client.ask(question, PATIENCE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private List<Books.Entry> booked(int requests) {
        return await().atMost(PATIENCE)
                .until(
                        () -> new Books(database).ofTasks(task).getOrDefault(task, List.of()),
                        entries -> entries.size() == requests);
    }
}
