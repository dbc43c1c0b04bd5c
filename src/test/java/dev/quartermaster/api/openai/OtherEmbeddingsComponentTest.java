package dev.quartermaster.api.openai;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import dev.quartermaster.provider.throwaway.ThrowAway;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings of models that the bundled registry does not have: Ollama's, Titan's and Cohere's. */
@QuarkusTest
@TestProfile(ThrowAway.class)
class OtherEmbeddingsComponentTest {

    private static final String OLLAMA = "ollama/nomic-embed-text";
    private static final String TITAN_1 = "bedrock/amazon.titan-embed-text-v1";
    private static final String TITAN_2 = "bedrock/amazon.titan-embed-text-v2:0";
    private static final String COHERE = "bedrock/cohere.embed-english-v3";

    @BeforeEach
    void forget() {
        given().delete("/simulator/calls").then().statusCode(204);
    }

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({
        OLLAMA + ",''," + "768",
        OLLAMA + ",',\"dimensions\":8',8",
        TITAN_1 + ",'',1536",
        TITAN_2 + ",'',1024",
        TITAN_2 + ",',\"dimensions\":256',256",
        COHERE + ",'',1024"
    })
    void embedEveryTextInItsOrder(String model, String more, int length) {
        List<List<Float>> together = embed(model, "\"north\",\"south\"", more)
                .statusCode(200)
                .header("x-quartermaster-model", model)
                .header("x-quartermaster-attempts", "1")
                .header("x-quartermaster-cost-usd", matchesPattern("0\\.0+[1-9][0-9]*"))
                .body("data", hasSize(2))
                .body("data[1].index", equalTo(1))
                .body("data[0].embedding", hasSize(length))
                .body("usage.prompt_tokens", greaterThan(0))
                .extract()
                .path("data.embedding");
        List<List<Float>> alone =
                embed(model, "\"south\"", more).statusCode(200).extract().path("data.embedding");

        assertThat(together.get(1)).isEqualTo(alone.get(0)).isNotEqualTo(together.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {TITAN_1, COHERE})
    void aLengthThatTheModelDoesNotHaveIsRefusedBeforeACall(String model) {
        embed(model, "\"north\"", ",\"dimensions\":8")
                .statusCode(400)
                .body("error.param", equalTo("dimensions"))
                .header("x-quartermaster-attempts", "0");

        assertThat(calls()).isEmpty();
    }

    @Test
    void orDroppedWithAWarningWhereTheCallerAllowsIt() {
        embed(TITAN_1, "\"north\"", ",\"dimensions\":8,\"quartermaster\":{\"drop_unsupported\":true}")
                .statusCode(200)
                .header("x-quartermaster-warnings", containsString("dimensions: "))
                .body("data[0].embedding", hasSize(1536));
    }

    @ParameterizedTest
    @CsvSource({OLLAMA + ",input[0]", TITAN_2 + ",input", COHERE + ",input"})
    void tokenIdsAreRefusedByName(String model, String field) {
        embed(model, "[1,2,3]", "").statusCode(400).body("error.param", equalTo(field));

        assertThat(calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({OLLAMA + ",1", TITAN_2 + ",97", COHERE + ",2"})
    void manyTextsAreAsManyCallsAsTheModelNeeds(String model, int calls) {
        List<String> texts =
                IntStream.range(0, 97).mapToObj(i -> "\"text " + i + "\"").toList();

        List<List<Float>> vectors = embed(model, String.join(",", texts), "")
                .statusCode(200)
                .header("x-quartermaster-attempts", "1")
                .body("data", hasSize(97))
                .extract()
                .path("data.embedding");

        assertThat(calls()).hasSize(calls);
        List<List<Float>> last = embed(model, texts.get(96), "").extract().path("data.embedding");
        assertThat(vectors.get(96)).isEqualTo(last.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "ollama,503,502,upstream_error",
        "ollama,400,400,invalid_request",
        "ollama,404,502,upstream_error",
        "bedrock,503,502,upstream_error",
        "bedrock,400,400,invalid_request",
        "bedrock,403,502,upstream_authentication"
    })
    void anErrorIsClassified(String provider, int status, int told, String code) {
        given().contentType("application/json")
                .body("{\"provider\":\"" + provider + "\",\"operation\":\"embeddings\",\"status\":" + status
                        + ",\"times\":100}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);

        embed(provider.equals("ollama") ? OLLAMA : TITAN_2, "\"north\"", "")
                .statusCode(told)
                .body("error.code", equalTo(code))
                .body("error.message", notNullValue());
    }

    private static List<Map<String, ?>> calls() {
        return when().get("/simulator/calls").then().statusCode(200).extract().path("calls");
    }

    private static ValidatableResponse embed(String model, String inputs, String more) {
        return given().contentType("application/json")
                .body("{\"model\":\"" + model + "\",\"input\":[" + inputs + "]" + more + "}")
                .post("/v1/embeddings")
                .then();
    }
}
