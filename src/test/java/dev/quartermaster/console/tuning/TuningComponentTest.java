package dev.quartermaster.console.tuning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.registry.ModelRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page for tuning the registry. */
@QuarkusTest
class TuningComponentTest {

    private static final String PAGE = "/console/tuning";
    private static final String AGENT = "tuned-agent";

    @Inject
    Baseline baseline;

    @Inject
    ModelRegistry registry;

    @BeforeEach
    void theFileWasEdited() {
        String now = new String(registry.content().file(), StandardCharsets.UTF_8);
        baseline.mark(now.replaceFirst("(?s)(\"id\": \"gpt-4o-mini\".*?\"input_per_1m\": )0.15", "$10.3")
                .getBytes(StandardCharsets.UTF_8));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> given().contentType(ContentType.JSON)
                                .body(Map.of("model", "openai/gpt-4o-mini"))
                                .put("/api/v1/agents/" + AGENT)
                                .statusCode()
                        < 300);
    }

    @AfterEach
    void theAgentGoes() {
        given().delete("/api/v1/agents/" + AGENT);
    }

    @Test
    void showsPricesTheChoiceAndWhomTheEditReaches() {
        String page = given().queryParam("capabilities", "code-generation")
                .queryParam("priority", "low")
                .get(PAGE)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains("<html", "Every entry can be used.")
                .contains("openai/gpt-4o-mini")
                .contains("$0.30 → $0.15 (-50 %)")
                .contains("<h3>Before</h3>", "<h3>After</h3>", "more may answer")
                .contains("<b>" + AGENT + "</b><br>openai/gpt-4o-mini (its model): pricing");
    }

    /** What the page asks for again and again. */
    @Test
    void aPartOfItFollowsTheFile() {
        String part = given().header("hx-request", "true").get(PAGE).asString();

        assertThat(part).doesNotContain("<html").contains("$0.30 → $0.15");
    }

    @Test
    void aTaskThatCannotBeReadSaysWhy() {
        assertThat(given().queryParam("features", "flying").get(PAGE).asString())
                .contains("There is no feature")
                .contains("$0.30 → $0.15");
    }

    @Test
    void theFormMarksTheFileOnlyWhereItIsOfOurPage() {
        given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("form_token", "made-up")
                .post(PAGE)
                .then()
                .statusCode(409);

        assertThat(given().get(PAGE).asString()).contains("$0.30 → $0.15");
    }
}
