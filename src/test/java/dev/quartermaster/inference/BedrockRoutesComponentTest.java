package dev.quartermaster.inference;

import static dev.quartermaster.inference.EuropeanBedrock.HAIKU;
import static dev.quartermaster.inference.EuropeanBedrock.TITAN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.query.CallRoute;
import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.simulator.script.ReceivedCall;
import dev.quartermaster.testing.Models;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole service before two regions that take only the ids they offer, with data bound to Europe. */
@QuarkusTest
@WithTestResource(EuropeanBedrock.class)
class BedrockRoutesComponentTest {

    private static final String EUROPE = "/runtime/eu-central-1/model/";

    @Inject
    BedrockRoutes routes;

    @Test
    void theRoutesThatServeAreTheCatalogs() {
        CallRoutes now = routes.now();

        assertThat(now.catalog()).isPresent();
        assertThat(now.policy().residency()).isEqualTo("eu");
        assertThat(now.of(Models.named("bedrock/" + HAIKU).build()))
                .map(CallRoute::callId)
                .hasValue("eu." + HAIKU);
    }

    /** At its ordinary price a call would cost a thousandth of what its route costs. */
    @Test
    void aBudgetHoldsThePriceOfTheRouteAndSpendsIt() {
        budget(
                "{\"name\":\"routes\",\"scopes\":[{\"scope\":\"model\",\"target\":\"bedrock/" + HAIKU
                        + "\"},{\"scope\":\"agent_type\",\"target\":\"router\"}],\"window\":\"total\",\"action\":"
                        + "\"block\",\"limit_usd\":0.1,\"thresholds\":[]}",
                201);
        // Other tests call that model too.
        Map<String, ?> request = Map.of(
                "model",
                "bedrock/" + HAIKU,
                "max_tokens",
                200,
                "messages",
                question(),
                "quartermaster",
                Map.of("agent_type", "router"));
        post("/v1/chat/completions", request).statusCode(429).body("error.code", equalTo("budget_exceeded"));

        given().contentType("application/merge-patch+json")
                .body("{\"limit_usd\":1000000}")
                .patch("/api/v1/budgets/routes")
                .then()
                .statusCode(200);
        Response answer =
                post("/v1/chat/completions", request).statusCode(200).extract().response();
        await().atMost(BudgetedHouse.LONG)
                .untilAsserted(() -> assertThat(new BigDecimal(given().get("/api/v1/budgets/routes")
                                .then()
                                .extract()
                                .jsonPath()
                                .getString("spent_usd")))
                        .isEqualByComparingTo(cost(answer))
                        .isEqualByComparingTo(tokens(answer).movePointLeft(3)));
        given().delete("/api/v1/budgets/routes").then().statusCode(204);
    }

    private static void budget(String body, int status) {
        given().contentType("application/json")
                .body(body)
                .post("/api/v1/budgets")
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eu."})
    void aCallStaysInEuropeAndCostsWhatItsRouteCosts(String prefix) {
        Response answer = chat("bedrock/" + prefix + HAIKU)
                .statusCode(200)
                .header("x-quartermaster-model", equalTo("bedrock/" + prefix + HAIKU))
                .extract()
                .response();

        assertThat(lastPath()).endsWith(EUROPE + "eu.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse");
        assertThat(cost(answer)).isEqualByComparingTo(tokens(answer).movePointLeft(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"global.", "us.", "jp."})
    void whatCouldLeaveEuropeIsRefusedByNameAndNothingIsSent(String prefix) {
        chat("bedrock/" + prefix + HAIKU)
                .statusCode(400)
                .body("error.message", containsString(prefix + HAIKU))
                .body("error.message", containsString("call 'eu." + HAIKU))
                .body("error.param", equalTo("model"));
        post("/v1/messages", Map.of("model", "bedrock/" + prefix + HAIKU, "max_tokens", 9, "messages", question()))
                .statusCode(400)
                .body("type", equalTo("error"))
                .body("error.message", containsString(prefix + HAIKU));

        assertThat(modelCalls()).noneMatch(path -> path.contains(prefix + "anthropic"));
    }

    @Test
    void tokensAreCountedWhereTheModelIs() {
        post("/v1/messages/count_tokens", Map.of("model", "bedrock/" + HAIKU, "messages", question()))
                .statusCode(200);

        assertThat(lastPath()).contains(EUROPE + "eu.anthropic.claude-haiku").endsWith("/count-tokens");
    }

    @Test
    void embeddingsAreMadeInEuropeAtThePriceOfTheirRoute() {
        Response answer = post("/v1/embeddings", Map.of("model", "bedrock/" + TITAN, "input", "north"))
                .statusCode(200)
                .extract()
                .response();

        assertThat(lastPath()).contains(EUROPE + "amazon.titan-embed-text-v1/invoke");
        assertThat(cost(answer)).isEqualByComparingTo(tokens(answer).multiply(new BigDecimal("0.002")));
    }

    @Test
    void validationAgreesWithTheCall() {
        post(
                        "/api/v1/models/validation",
                        Map.of("models", List.of("bedrock/" + HAIKU, "bedrock/global." + HAIKU), "features", List.of()))
                .statusCode(200)
                .body(containsString("not_reachable"))
                .body(containsString("global." + HAIKU));
    }

    @Test
    void aSelectionTakesWhatCanBeCalled() {
        post(
                        "/api/v1/selections",
                        Map.of("task", Map.of("id", "t", "agent_type", "scout", "prompt", "Which way is north?")))
                .statusCode(200)
                .body("model_id", equalTo(HAIKU))
                .body("rejected.model_id", hasItem(containsString(TITAN)));
    }

    private static ValidatableResponse chat(String model) {
        return post("/v1/chat/completions", Map.of("model", model, "messages", question()));
    }

    private static List<Map<String, String>> question() {
        return List.of(Map.of("role", "user", "content", "Which way is north?"));
    }

    private static ValidatableResponse post(String path, Map<String, ?> body) {
        return given().contentType("application/json").body(body).post(path).then();
    }

    private static BigDecimal cost(Response answer) {
        return new BigDecimal(answer.header("x-quartermaster-cost-usd"));
    }

    private static BigDecimal tokens(Response answer) {
        return new BigDecimal(answer.path("usage.total_tokens").toString());
    }

    private static String lastPath() {
        List<String> paths = modelCalls();
        return paths.get(paths.size() - 1);
    }

    /** The paths of the calls that reached a model; the control plane is asked behind the scenes. */
    private static List<String> modelCalls() {
        return EuropeanBedrock.simulator.calls().latest().stream()
                .map(ReceivedCall::path)
                .filter(path -> path.contains("/model/"))
                .toList();
    }
}
