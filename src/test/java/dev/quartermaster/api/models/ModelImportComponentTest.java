package dev.quartermaster.api.models;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ModelImportComponentTest {

    private static final String ITEMS = """
            [{"pk":"openai#imported-x","display_name":"X","input_price":2.5,"output_price":10},
             {"pk":"openai#gpt-4-turbo","input_price":0.00001,"output_price":0.00003},
             {"pk":"nonsense"}]""";

    @Test
    void withoutBeingToldToItChangesNothingAndSaysWhatItWould() {
        read("", ITEMS)
                .statusCode(200)
                .body("format", equalTo("dynamodb"))
                .body("dry_run", equalTo(true))
                .body("counts.added", equalTo(1))
                .body("added[0].row", equalTo(1))
                .body("added[0].id", equalTo("openai/imported-x"))
                .body("added[0].cost_of_1k_in_1k_out_usd", equalTo(0.0125f))
                .body("added[0].example", equalTo("1,000 tokens in and 1,000 out would cost 0.0125 USD"))
                .body("refused.row", equalTo(List.of(2, 3)))
                .body("refused[0].reason", containsString("less than 1/50"))
                .body("refused[1].reason", containsString("pk must be provider#model_id"));

        given().queryParam("q", "imported-x").get("/api/v1/models").then().body("data", hasSize(0));
    }

    @Test
    void whenToldToItMakesAllTheChangesAndBooksEach() {
        read("?dry_run=false", ITEMS)
                .statusCode(200)
                .body("dry_run", equalTo(false))
                .body("counts.added", equalTo(1));
        try {
            given().get("/api/v1/models/openai/imported-x")
                    .then()
                    .statusCode(200)
                    .body("name", equalTo("X"))
                    .body("cost_of_1k_in_1k_out_usd", equalTo(0.0125f));
            read("?dry_run=false", ITEMS.replace("2.5", "5"))
                    .body("changed[0].fields.field", equalTo(List.of("pricing.input_per_1m")))
                    .body("changed[0].fields[0].before", equalTo(2.5f))
                    .body("changed[0].fields[0].after", equalTo(5));
            read("", ITEMS.replace("2.5", "5")).body("counts.unchanged", equalTo(1));
            given().get("/api/v1/audit?limit=1000")
                    .then()
                    .statusCode(200)
                    .body("data.findAll { it.source == 'import' }.size()", equalTo(2));
        } finally {
            given().delete("/api/v1/models/openai/imported-x").then().statusCode(204);
        }
    }

    @Test
    void anotherListOfModelsIsRead() {
        read("?format=litellm", """
                {"gemini/imported-y":{"litellm_provider":"gemini","input_cost_per_token":1e-6,"output_cost_per_token":2e-6},
                 "z":{"litellm_provider":"vertex_ai","input_cost_per_token":1e-6,"output_cost_per_token":2e-6}}""")
                .statusCode(200)
                .body("added[0].id", equalTo("google/imported-y"))
                .body("skipped[0].provider", equalTo("vertex_ai"));
    }

    @Test
    void whatIsNoListIsRefused() {
        read("", "{\"a\":").statusCode(400).body("detail", containsString("line 1"));
        read("", "{}").statusCode(400).body("detail", containsString("models-dev, litellm, dynamodb"));
        read("?format=csv", "[]").statusCode(400).body("detail", containsString("'format' must be one of"));
        read("?dry_run=no", "[]").statusCode(400).body("detail", containsString("'dry_run' must be true or false"));
    }

    @Test
    void aListBeyondTheBoundIsRefused() {
        read("", "[" + " ".repeat(8 * 1024 * 1024) + "]").statusCode(413);
    }

    private static ValidatableResponse read(String query, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/models/import" + query)
                .then();
    }
}
