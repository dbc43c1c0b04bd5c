package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The response cache of the packaged service. In a native executable its classes are there only if they were named. */
@QuarkusIntegrationTest
@WithTestResource(OutsideWorld.class)
class CacheIT extends PackagedService {

    @Test
    void theSameQuestionIsAnsweredFromMemory() {
        String question = "Is it asked once only, " + UUID.randomUUID() + "?";
        String first =
                ask(question).header("x-quartermaster-cache", "miss").extract().asString();
        ask(question)
                .header("x-quartermaster-cache", "hit")
                .header("x-quartermaster-cost-usd", "0")
                .body(equalTo(first));

        given().baseUri(url())
                .header("Authorization", "Bearer " + OutsideWorld.ADMIN_KEY)
                .get("/api/v1/cache")
                .then()
                .statusCode(200)
                .body("entries", greaterThan(0))
                .body("bytes", greaterThan(0))
                .body("hits", greaterThan(0));
    }

    /** The simulator repeats the question, so that its answer ends where no sentence does. */
    @Test
    void aLowAnswerIsNotGivenAgain() {
        String question = "Is " + UUID.randomUUID() + " asked only once, or is it asked again because of the";
        ask(question).header("x-quartermaster-cache", "miss");

        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        ask(question).extract().header("x-quartermaster-cache").equals("miss"));
    }

    @Test
    void aThousandAtOnceMakeOneCall() throws Exception {
        String question = "Is it asked once by a thousand, " + UUID.randomUUID() + "?";
        fault("{\"provider\":\"openai\",\"model\":\"gpt-4o-mini\",\"delay_ms\":4000,\"times\":1000}");
        int before = calls();
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + OutsideWorld.ADMIN_KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(question, "")))
                .build();
        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                        () -> http.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .limit(1_000)
                .toList();
        Map<String, Integer> said = new HashMap<>();
        Set<String> different = new HashSet<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> got = answer.get(60, TimeUnit.SECONDS);
            assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
            said.merge(got.headers().firstValue("x-quartermaster-cache").orElse("none"), 1, Integer::sum);
            different.add(got.body());
        }

        assertThat(said).isEqualTo(Map.of("miss", 1, "hit", 999));
        assertThat(different).hasSize(1);
        assertThat(calls() - before).isEqualTo(1);
    }

    /** The books say what hits have saved, and a budget that is spent has nothing against them. */
    @Test
    void aHitCostsNothingAndSaysWhatItSaved() {
        String agentType = "thrifty-" + UUID.randomUUID().toString().substring(0, 8);
        String agent = ",\"quartermaster\":{\"agent_type\":\"" + agentType + "\"}";
        String question = "Is it paid once only, " + UUID.randomUUID() + "?";
        BigDecimal paid = new BigDecimal(ask(question, agent)
                .statusCode(200)
                .header("x-quartermaster-cache", "miss")
                .extract()
                .header("x-quartermaster-cost-usd"));
        assertThat(paid).isPositive();
        admin().baseUri(url())
                .contentType("application/json")
                .body("{\"name\":\"" + agentType + "\",\"scope\":\"agent_type\",\"target\":\"" + agentType
                        + "\",\"window\":\"total\",\"limit_usd\":0.000000001,\"action\":\"block\"}")
                .post("/api/v1/budgets")
                .then()
                .statusCode(201);

        for (int i = 0; i < 3; i++) {
            ask(question, agent)
                    .statusCode(200)
                    .header("x-quartermaster-cache", "hit")
                    .header("x-quartermaster-cost-usd", "0");
        }
        ask("Is another one paid for, " + UUID.randomUUID() + "?", agent)
                .statusCode(429)
                .body("error.code", equalTo("budget_exceeded"));

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            JsonPath sums = exact("/api/v1/metrics?agent_type=" + agentType + "&group_by=model");
            assertThat(sums.getInt("data[0].cache_hits")).isEqualTo(3);
            assertThat(sums.getInt("data[0].successes")).isEqualTo(4);
            assertThat(number(sums, "data[0].cost_usd")).isEqualByComparingTo(paid);
            assertThat(number(sums, "data[0].saved_usd")).isEqualByComparingTo(paid.multiply(BigDecimal.valueOf(3)));
            JsonPath budget = exact("/api/v1/budgets/" + agentType);
            assertThat(number(budget, "held_usd")).isZero();
            assertThat(number(budget, "spent_usd")).isEqualByComparingTo(paid);
        });
    }

    private static JsonPath exact(String path) {
        String body = admin().baseUri(url())
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return JsonPath.from(body).using(new JsonPathConfig(NumberReturnType.BIG_DECIMAL));
    }

    private static BigDecimal number(JsonPath answer, String path) {
        return new BigDecimal(answer.getString(path));
    }

    private int calls() {
        Integer requests = given().get(simulator + "/calls")
                .jsonPath()
                .get("counts.find { it.operation == 'chat' && it.model == 'gpt-4o-mini' }?.requests");
        return requests == null ? 0 : requests;
    }

    private ValidatableResponse ask(String question) {
        return ask(question, "").statusCode(200);
    }

    private ValidatableResponse ask(String question, String more) {
        return admin().baseUri(url())
                .contentType("application/json")
                .body(body(question, more))
                .post("/v1/chat/completions")
                .then();
    }

    private static String body(String question, String more) {
        return "{\"model\":\"gpt-4o-mini\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"" + question
                + "\"}]" + more + "}";
    }
}
