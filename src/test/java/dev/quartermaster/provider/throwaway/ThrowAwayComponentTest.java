package dev.quartermaster.provider.throwaway;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** A provider is added by its own package alone; and what becomes of a request that a provider has no words for. */
@QuarkusTest
@TestProfile(ThrowAway.class)
class ThrowAwayComponentTest {

    private static final String WARNING = "seed: a parrot; mute or not; cannot be seeded";

    @Inject
    CallCount calls;

    @Test
    void aProviderThatNothingWasWrittenForAnswers() {
        ask("throwaway/parrot-1", "")
                .statusCode(200)
                .body("choices[0].message.content", equalTo("Polly"))
                .body("usage.total_tokens", equalTo(5))
                .header("x-quartermaster-model", "throwaway/parrot-1")
                .header("x-quartermaster-cost-usd", equalTo("0.00021"))
                .header("x-quartermaster-warnings", nullValue());
        ask("throwaway/parrot-1", ",\"stream\":true")
                .statusCode(200)
                .body(containsString("\"content\":\"Polly\""))
                .body(containsString("data: [DONE]"));
    }

    @Test
    void itIsListedAmongTheModels() {
        when().get("/v1/models").then().statusCode(200).body("data.id", hasItem("parrot-1"));
    }

    @Test
    void whatTheNamedModelCannotExpressIsRefusedByName() {
        int before = calls.answered();

        ask("throwaway/mute-1", ",\"seed\":7")
                .statusCode(400)
                .body("error.param", equalTo("seed"))
                .body("error.code", equalTo("invalid_request"))
                .header("x-quartermaster-attempts", "0");
        ask("throwaway/mute-1", ",\"seed\":7,\"stream\":true,\"quartermaster\":{\"fallbacks\":[\"parrot-1\"]}")
                .statusCode(400)
                .body("error.param", equalTo("seed"));

        assertThat(calls.answered()).isEqualTo(before);
    }

    @Test
    void orDroppedWithAWarningWhenTheCallerAllowsIt() {
        ask("throwaway/mute-1", ",\"seed\":7,\"quartermaster\":{\"drop_unsupported\":true}")
                .statusCode(200)
                .body("choices[0].message.content", equalTo("Polly"))
                .header("x-quartermaster-warnings", WARNING);
        ask("throwaway/mute-1", ",\"seed\":7,\"stream\":true,\"quartermaster\":{\"drop_unsupported\":true}")
                .statusCode(200)
                .header("x-quartermaster-warnings", WARNING);
    }

    @Test
    void amongModelsThatWeChooseTheNextOneMayBeAbleTo() {
        String decision = ask("auto", ",\"seed\":7")
                .statusCode(200)
                .header("x-quartermaster-model", "throwaway/parrot-1")
                .header("x-quartermaster-attempts", "1")
                .extract()
                .header("x-quartermaster-decision");

        when().get("/api/v1/decisions/" + decision)
                .then()
                .statusCode(200)
                .body("attempts.outcome", hasItem("skipped"))
                .body("attempts.reason", hasItem("invalid_request"))
                .body("inputs.need.priority", equalTo("medium"))
                .body("inputs.configured_weights.cost", equalTo(0.25f))
                .body("inputs.signals.callable", hasItem("throwaway"))
                .body("scores.stickiness", equalTo(0.0f));
    }

    @Test
    void whenNoneIsAbleToTheFirstRefusalIsTheAnswer() {
        ask("auto", ",\"seed\":7,\"quartermaster\":{\"required_capabilities\":[\"mumbling\"]}")
                .statusCode(400)
                .body("error.param", equalTo("seed"))
                .header("x-quartermaster-attempts", "0");
    }

    @Test
    void aRefusalGivesItsCapacityBack() {
        String before = ask("throwaway/parrot-1", "").extract().header("x-ratelimit-remaining-requests");
        ask("auto", ",\"seed\":7,\"quartermaster\":{\"required_capabilities\":[\"mumbling\"]}");
        String after = ask("throwaway/parrot-1", "").extract().header("x-ratelimit-remaining-requests");

        assertThat(Integer.parseInt(after)).isEqualTo(Integer.parseInt(before) - 1);
    }

    @Test
    void optionsThatAreNotOnesAreNamed() {
        ask("throwaway/mute-1", ",\"quartermaster\":{\"drop_unsupported\":\"yes\"}")
                .statusCode(400)
                .body("error.param", equalTo("quartermaster.drop_unsupported"))
                .body("error.message", matchesPattern(".*true or false.*"));
    }

    private static ValidatableResponse ask(String model, String more) {
        return given().contentType(ContentType.JSON)
                .body("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Polly\"}]" + more
                        + "}")
                .when()
                .post("/v1/chat/completions")
                .then();
    }
}
