package dev.quartermaster.api.models;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ModelListComponentTest {

    @Test
    void aRowIsARegistryEntryWithItsState() {
        given().queryParam("q", "openai gpt-4-turbo")
                .get("/api/v1/models")
                .then()
                .statusCode(200)
                .body("data[0].provider", equalTo("openai"))
                .body("data[0].pricing.input_per_1m", notNullValue())
                .body("data[0].state.usable", equalTo(true))
                .body("next_cursor", equalTo(null));
    }

    @Test
    void everyPartOfAQuestionMustHold() {
        given().queryParam("provider", "claude")
                .queryParam("capability", "reasoning,vision")
                .queryParam("feature", "tools")
                .queryParam("max_input_per_1m", "3")
                .queryParam("min_context_window", 200000)
                .queryParam("enabled", true)
                .get("/api/v1/models")
                .then()
                .statusCode(200)
                .body("data.provider", everyItem(equalTo("anthropic")))
                .body("data.capabilities", everyItem(hasItem("reasoning")))
                .body("data.features", everyItem(hasItem("tools")))
                .body("data.enabled", hasItem(true))
                .body("data.enabled", everyItem(equalTo(true)));
    }

    @Test
    void pagesTogetherAreTheWhole() {
        List<String> whole = ids(page(1000, null));
        List<String> walked = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = page(37, cursor);
            walked.addAll(ids(page));
            cursor = page.getString("next_cursor");
        } while (cursor != null);

        assertThat(walked).hasSizeGreaterThan(100).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "provider, acme, known are anthropic",
        "capability, telepathy, known are analysis",
        "feature, wings, known are tools",
        "enabled, maybe, must be true or false",
        "max_input_per_1m, cheap, must be a price",
        "min_context_window, big, must be a whole number",
        "limit, 0, must be a number from 1 to 1000",
        "cursor, ?, is not one that this list gave out",
        "colour, blue, is not a parameter here",
    })
    void aWordThatMeansNothingIsAnsweredWithThoseThatDo(String param, String value, String hint) {
        given().queryParam(param, value)
                .get("/api/v1/models")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", allOf(containsString("'" + param + "'"), containsString(hint)));
    }

    private static JsonPath page(int limit, String cursor) {
        var request = given().queryParam("limit", limit);
        if (cursor != null) {
            request.queryParam("cursor", cursor);
        }
        return request.get("/api/v1/models").then().statusCode(200).extract().jsonPath();
    }

    private static List<String> ids(JsonPath page) {
        List<String> providers = page.getList("data.provider");
        List<String> ids = page.getList("data.id");
        List<String> both = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            both.add(providers.get(i) + "/" + ids.get(i));
        }
        return both;
    }
}
