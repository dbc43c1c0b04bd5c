package dev.quartermaster.api.models;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.registry.ModelRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Editing the registry over HTTP, where edits are kept in the database. */
@QuarkusTest
class ModelEditComponentTest {

    private static final String PRICED = "\"pricing\":{\"input_per_1m\":3,\"output_per_1m\":15}";

    @Inject
    ModelRegistry registry;

    /** The registry is shared by all tests: each has a model of its own. */
    private final String id = "edited-" + UUID.randomUUID();

    private final String path = "/api/v1/models/openai/" + id;

    @Test
    void aProviderThatNobodyKnowsIsRefusedWithTheOneThatWasMeant() {
        json("{\"provider\":\"opnai\",\"id\":\"" + id
                        + "\",\"cost_per_1k_input_tokens\":0.003,\"cost_per_1k_output_tokens\":0.015}")
                .post("/api/v1/models")
                .then()
                .statusCode(400)
                .body("param", equalTo("provider"))
                .body("detail", containsString("did you mean openai?"));
    }

    @Test
    void aModelOfWhichOnlyItsPriceIsKnownAnswers() {
        json("{\"provider\":\"openai\",\"id\":\"" + id + "\",\"pricing\":{\"input_per_1m\":1,\"output_per_1m\":2}}")
                .post("/api/v1/models")
                .then()
                .statusCode(201);

        json("{\"model\":\"openai/" + id + "\",\"messages\":[{\"role\":\"user\",\"content\":\"north?\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
        given().delete(path).then().statusCode(204);
    }

    @Test
    void aModelLivesFromItsCreationToItsEnd() {
        String location = json("{\"provider\":\"gpt\",\"id\":\"" + id
                        + "\",\"cost_per_1k_input_tokens\":0.003,\"cost_per_1k_output_tokens\":0.015}")
                .post("/api/v1/models")
                .then()
                .statusCode(201)
                .header("etag", matchesPattern("\"[0-9a-f]{24}\""))
                .body("provider", equalTo("openai"))
                .body("pricing.input_per_1m", equalTo(3))
                .body("state", notNullValue())
                .extract()
                .header("location");
        assertThat(location).endsWith(path);

        String read = given().get(path)
                .then()
                .statusCode(200)
                .body("cost_of_1k_in_1k_out_usd", equalTo(0.018f))
                .extract()
                .asString();
        json(read).put(path).then().statusCode(200);
        json("{\"enabled\":false,\"pricing\":{\"cache_read_per_1m\":0.3}}")
                .contentType("application/merge-patch+json")
                .patch(path)
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("pricing.cache_read_per_1m", equalTo(0.3f))
                .body("pricing.output_per_1m", equalTo(15));
        given().delete(path).then().statusCode(204);
        given().get(path).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu.amazon.nova-%s-v1:0",
                "hf.co/unsloth/%s-GGUF:Q4_K_M",
                "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.%s",
                "a+b~%s",
                "ü%%%s"
            })
    void idsOfAnyFormSurviveTheWay(String form) {
        String odd = form.formatted(UUID.randomUUID());
        String encoded = URLEncoder.encode(odd, StandardCharsets.UTF_8);
        RequestSpecification raw = given().urlEncodingEnabled(false);

        String location = json("{\"provider\":\"bedrock\",\"id\":\"" + odd + "\"," + PRICED + "}")
                .post("/api/v1/models")
                .then()
                .statusCode(201)
                .extract()
                .header("location");

        raw.get("/api/v1/models/amazon-bedrock/" + encoded)
                .then()
                .statusCode(200)
                .body("id", equalTo(odd));
        given().urlEncodingEnabled(false).get(location).then().statusCode(200).body("id", equalTo(odd));
        given().urlEncodingEnabled(false).delete(location).then().statusCode(204);
    }

    @Test
    void whoeverComesSecondIsTold() {
        String first = json("{" + PRICED + "}")
                .header("if-none-match", "*")
                .put(path)
                .then()
                .statusCode(201)
                .extract()
                .header("etag");
        json("{" + PRICED + "}").header("if-none-match", "*").put(path).then().statusCode(412);
        json("{\"provider\":\"openai\",\"id\":\"" + id + "\"," + PRICED + "}")
                .post("/api/v1/models")
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"));
        given().header("if-none-match", first).get(path).then().statusCode(304);

        String second = json("{\"note\":\"a\"}")
                .header("if-match", first)
                .patch(path)
                .then()
                .statusCode(200)
                .extract()
                .header("etag");

        assertThat(second).isNotEqualTo(first);
        json("{\"note\":\"b\"}")
                .header("if-match", first)
                .patch(path)
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("code", equalTo("precondition_failed"))
                .body("detail", containsString(second));
        given().header("if-match", first).delete(path).then().statusCode(412);
        given().header("if-match", second).delete(path).then().statusCode(204);
    }

    @Test
    void mistakesNameTheirFieldAndLeaveNothingBehind() {
        refused(
                "{\"pricing\":{\"input_per_1m\":-1,\"output_per_1m\":1}}",
                "pricing.input_per_1m",
                "must not be less than 0");
        refused(
                "{\"cost_per_1k_input_tokens\":5000,\"cost_per_1k_output_tokens\":1}",
                "cost_per_1k_input_tokens",
                "1 USD a token");
        refused("{\"cost_per_1k_input_tokens\":1," + PRICED + "}", "pricing", "one price form");
        refused("{" + PRICED + ",\"colour\":\"red\"}", "colour", "not a known field");
        refused("{" + PRICED + ",\"name\":null}", "name", "must be of type");
        json("[]").put(path).then().statusCode(400);
        json("{\"name\":1,\"name\":2}").put(path).then().statusCode(400);
        json("{\"id\":\"x\"}").post("/api/v1/models").then().statusCode(400).body("param", equalTo("provider"));
        given().get(path).then().statusCode(404);
    }

    private void refused(String entry, String param, String reason) {
        json(entry)
                .put(path)
                .then()
                .statusCode(400)
                .body("param", equalTo(param))
                .body("detail", containsString(reason));
    }

    @Test
    void anUnknownModelIsAnsweredWithItsLikes() {
        for (ValidatableResponse answer : List.of(
                given().get("/api/v1/models/openai/gpt4o-minni").then(),
                given().delete("/api/v1/models/openai/gpt4o-minni").then(),
                json("{\"note\":\"x\"}")
                        .patch("/api/v1/models/openai/gpt4o-minni")
                        .then())) {
            answer.statusCode(404)
                    .body("code", equalTo("model_not_found"))
                    .body("detail", containsString("openai/gpt-4o-mini"));
        }
    }

    @Test
    void aModelOfTheFileIsChangedAndTakenAway() {
        String file = "/api/v1/models/google/gemini-2.5-flash";
        String before = given().get(file).then().statusCode(200).extract().asString();

        json("{\"note\":\"mine\"}").patch(file).then().statusCode(200).body("note", equalTo("mine"));
        given().delete(file).then().statusCode(204);
        given().post("/api/v1/registry/reload").then().statusCode(200).body("models", notNullValue());
        given().get(file).then().statusCode(404);

        json(before).put(file).then().statusCode(201);
    }

    @Test
    void everyChangeLeavesARowInTheTrail() {
        json("{" + PRICED + "}").put(path).then().statusCode(201);
        json("{\"note\":\"x\"}").patch(path).then().statusCode(200);
        json("{\"note\":\"x\"}").patch(path).then().statusCode(200);
        given().delete(path).then().statusCode(204);

        String mine = "/api/v1/audit?subject_kind=model&subject_id=openai/" + id;
        String next = given().get(mine + "&limit=2")
                .then()
                .statusCode(200)
                .body("data.action", equalTo(List.of("delete", "update")))
                .body("data.who", equalTo(List.of("anonymous", "anonymous")))
                .body("data[0].source", equalTo("api"))
                .body("data[0].after", nullValue())
                .body("data[1].before.id", equalTo(id))
                .body("data[1].before.note", nullValue())
                .body("data[1].after.note", equalTo("x"))
                .body("data[1].time", endsWith("Z"))
                .extract()
                .path("next_cursor");
        given().get(mine + "&limit=2&cursor=" + next)
                .then()
                .statusCode(200)
                .body("data.action", equalTo(List.of("create")))
                .body("data[0].before", nullValue())
                .body("next_cursor", nullValue());
        given().get(mine + "&action=update&from=2001-01-01T00:00:00Z").then().body("data.size()", equalTo(1));
        given().get(mine + "&to=2001-01-01T00:00:00Z").then().body("data.size()", equalTo(0));
        given().get("/api/v1/audit?from=yesterday").then().statusCode(400).body("param", equalTo("from"));
        given().get("/api/v1/audit?cursor=abc").then().statusCode(400).body("param", equalTo("cursor"));
    }

    @Test
    void theRegistrySaysWhatIsWrongWithIt() {
        given().get("/api/v1/registry/problems")
                .then()
                .statusCode(200)
                .body("data.size()", equalTo(registry.snapshot().problems().size()))
                .body("next_cursor", nullValue());
        given().get("/api/v1/status")
                .then()
                .body("dependencies.find { it.name == 'registry_edits' }.state", equalTo("ok"));
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }
}
