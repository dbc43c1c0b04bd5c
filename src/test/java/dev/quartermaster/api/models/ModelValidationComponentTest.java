package dev.quartermaster.api.models;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ModelValidationComponentTest {

    @Test
    void eachModelIsToldWhatSpeaksAgainstIt() {
        validate("validation", """
                {"models":["openai/gpt-4o","openai/nope","openai/text-embedding-3-small",
                           "bedrock/eu.anthropic.claude-sonnet-4-6"],
                 "features":["tools","streaming"]}""")
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("data.valid", contains(true, false, false, false))
                .body("data[0].id", equalTo("openai/gpt-4o"))
                .body("data[0].findings", hasSize(0))
                .body("data[1].findings.code", contains("unknown_model"))
                .body("data[2].findings.message", hasItem("it does not have the feature tools"))
                .body("data[3].findings.code", contains("not_reachable"))
                .body("data[3].findings[0].message", containsString("us.anthropic.claude-sonnet-4-6"));
    }

    @Test
    void oneModelIsValidatedAtItsOwnPlace() {
        validate("bedrock/us.anthropic.claude-sonnet-4-6/validation", "{\"features\":[\"vision\"]}")
                .statusCode(200)
                .body("model", equalTo("bedrock/us.anthropic.claude-sonnet-4-6"))
                .body("valid", equalTo(true));
        given().post("/api/v1/models/openai/nope/validation")
                .then()
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("findings[0].severity", equalTo("error"));
    }

    @Test
    void aRequestThatMeansNothingIsRefused() {
        validate("validation", "{}").statusCode(400).body("detail", containsString("'models'"));
        validate("validation", "{\"models\":[\"gpt-4o\"],\"features\":[\"wings\"]}")
                .statusCode(400)
                .body("detail", containsString("known are tools"));
        validate("validation", "{\"models\":[\"gpt-4o\"],\"feature\":[]}")
                .statusCode(400)
                .body("detail", containsString("'feature'"));
    }

    private static ValidatableResponse validate(String place, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/models/" + place)
                .then();
    }
}
