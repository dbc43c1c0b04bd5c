package dev.quartermaster.health;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.testing.ImpatientHealth;
import io.quarkus.logging.Log;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models that fail are left alone, by routing and by whoever names them; probes tell who is there. */
@QuarkusTest
@TestProfile(ImpatientHealth.class)
public class HealthComponentTest {

    private static final Duration PROBE_TIMEOUT = ImpatientHealth.PROBE_TIMEOUT;

    @Inject
    Prober prober;

    @Inject
    FleetProber fleet;

    @Inject
    CircuitBreakers board;

    /** Other tests of the same start have made models fail. */
    @BeforeEach
    void allAreWell() {
        board.impairedModels().keySet().forEach(board::succeeded);
    }

    @AfterEach
    void calm() {
        when().delete("/simulator/faults").then().statusCode(204);
    }

    /** Requests count, however often each of them tries. */
    @Test
    void aModelThatFailsThreeTimesInARowIsLeftAlone() {
        fault("{\"provider\":\"openai\",\"model\":\"gpt-4o-mini\",\"status\":503}");
        ask("gpt-4o-mini").statusCode(502).header("x-quartermaster-attempts", equalTo("4"));
        assertThat(state("gpt-4o-mini")).isEqualTo("degraded");
        ask("gpt-4o-mini").statusCode(502);
        ask("gpt-4o-mini").statusCode(502);
        long arrived = calls();

        ask("gpt-4o-mini")
                .statusCode(503)
                .header("retry-after", not(blankOrNullString()))
                .body("error.code", equalTo("no_model_available"))
                .body("error.message", containsString("openai/gpt-4o-mini: is unavailable"));

        assertThat(calls()).isEqualTo(arrived);
        when().get("/api/v1/providers/gpt")
                .then()
                .statusCode(200)
                .body("provider", equalTo("openai"))
                .body("models.model", hasItem("openai/gpt-4o-mini"))
                .body("models.find { it.model == 'openai/gpt-4o-mini' }.state", equalTo("unavailable"))
                .body("models.find { it.model == 'openai/gpt-4o-mini' }.failures", equalTo(3))
                .body("models.find { it.model == 'openai/gpt-4o-mini' }.retry_at", not(blankOrNullString()));
        when().get("/api/v1/status")
                .then()
                .body("dependencies.find { it.name == 'providers' }.state", equalTo("degraded"))
                .body("dependencies.find { it.name == 'providers' }.since", not(blankOrNullString()))
                .body("dependencies.find { it.name == 'providers' }.detail", containsString("openai/gpt-4o-mini"));
        ask("openai/gpt-4o").statusCode(200);
    }

    @Test
    void aStreamThatBreaksOffCountsAndOneThatEndsWellMakesItGood() {
        fault("{\"provider\":\"openai\",\"model\":\"gpt-4.1-nano\",\"kind\":\"cut\",\"after_bytes\":700,\"times\":2}");
        stream("gpt-4.1-nano");
        stream("gpt-4.1-nano");
        assertThat(state("gpt-4.1-nano")).isEqualTo("degraded");

        stream("gpt-4.1-nano");

        assertThat(state("gpt-4.1-nano")).isNull();
    }

    /** Somebody has repaired it, and does not want to wait for the pause to end. */
    @Test
    void aProbeByHandThatIsAnsweredLetsTheNextCallTry() {
        ModelKey model = new ModelKey(ProviderId.OPENAI, "gpt-4-turbo");
        IntStream.range(0, 3).forEach(i -> board.failed(model, FailureKind.UNAVAILABLE));
        ask("gpt-4-turbo").statusCode(503);

        when().post("/api/v1/providers/openai/probe").then().statusCode(200).body("answered", equalTo(true));

        ask("gpt-4-turbo").statusCode(200);
        assertThat(state("gpt-4-turbo")).isNull();
    }

    @Test
    void aModelThatIsPassedOverBecauseItIsUnavailableIsAFailover() {
        ModelKey model = new ModelKey(ProviderId.OPENAI, "o3-mini");
        IntStream.range(0, 3).forEach(i -> board.failed(model, FailureKind.UNAVAILABLE));
        String agent = "passer-" + UUID.randomUUID();

        given().contentType(ContentType.JSON)
                .header("x-agent-type", agent)
                .body("{\"model\":\"openai/o3-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"North?\"}],"
                        + "\"quartermaster\":{\"fallbacks\":[\"anthropic/claude-haiku-4-5\"]}}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .header("x-quartermaster-model", equalTo("anthropic/claude-haiku-4-5"))
                .header("x-quartermaster-attempts", equalTo("1"));

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> given().queryParam("agent_type", agent)
                .get("/api/v1/failovers")
                .then()
                .statusCode(200)
                .body("data.size()", equalTo(1))
                .body("data[0].original", equalTo("openai/o3-mini"))
                .body("data[0].alternative", equalTo("anthropic/claude-haiku-4-5"))
                .body("data[0].reason", equalTo("unavailable")));
    }

    @Test
    void aLastingLimitOfTheProviderReachesTheCallerAsOne() {
        String[] paths = {"/v1/chat/completions", "/v1/messages", "/v1/responses", "/v1/embeddings"};
        String[] models = {"gpt-5-nano", "gpt-5-nano", "gpt-5-nano", "text-embedding-3-large"};
        for (int i = 0; i < paths.length; i++) {
            for (boolean stream : new boolean[] {false, true}) {
                calm();
                fault("{\"provider\":\"openai\",\"operation\":\"*\",\"model\":\"" + models[i] + "\",\"status\":429}");
                String question = i == 3
                        ? "\"input\":\"north\""
                        : (i == 2
                                        ? "\"input\":\"north?\""
                                        : "\"messages\":[{\"role\":\"user\",\"content\":\"north?\"}]")
                                + ",\"stream\":" + stream + (i == 1 ? ",\"max_tokens\":50" : "");
                given().contentType(ContentType.JSON)
                        .body("{\"model\":\"openai/" + models[i] + "\"," + question + "}")
                        .post(paths[i])
                        .then()
                        .statusCode(429)
                        .header("retry-after", not(blankOrNullString()))
                        .header("x-should-retry", equalTo("false"))
                        .body(
                                i == 1 ? "error.type" : "error.code",
                                equalTo(i == 1 ? "rate_limit_error" : "upstream_rate_limited"));
            }
        }
    }

    @Test
    void aRequestOutlastsAShortOutageAndBringsItsModelBack() {
        fault("{\"provider\":\"openai\",\"model\":\"gpt-4.1\",\"status\":503,\"times\":3}");

        ask("gpt-4.1").statusCode(200).header("x-quartermaster-attempts", equalTo("4"));

        assertThat(state("gpt-4.1")).isNull();
    }

    @Test
    void aModelThatIsLimitedIsUsedAgainAsSoonAsItsWindowIsFree() {
        fault(
                "{\"provider\":\"openai\",\"model\":\"gpt-4\",\"status\":429,\"headers\":{\"retry-after\":\"2\"},\"times\":1}");
        String other = "anthropic/claude-haiku-4-5";

        ask("gpt-4", other).statusCode(200).header("x-quartermaster-model", equalTo(other));
        long before = calls();
        ask("gpt-4", other)
                .statusCode(200)
                .header("x-quartermaster-model", equalTo(other))
                .header("x-quartermaster-attempts", equalTo("1"));
        assertThat(calls()).as("what is limited is not called").isEqualTo(before + 1);

        await().atMost(Duration.ofMinutes(1)).pollDelay(Duration.ZERO).untilAsserted(() -> ask("gpt-4", other)
                .header("x-quartermaster-model", equalTo("openai/gpt-4"))
                .header("x-quartermaster-attempts", equalTo("1")));
        assertThat(state("gpt-4")).as("a quota says nothing of the model").isNull();
    }

    @Test
    void whatTheCallerDidWrongIsNotTheModelsFault() {
        fault("{\"provider\":\"openai\",\"model\":\"gpt-4.1-mini\",\"status\":400,\"times\":5}");
        for (int i = 0; i < 5; i++) {
            ask("gpt-4.1-mini").statusCode(400);
        }

        ask("gpt-4.1-mini").statusCode(200);
    }

    @Test
    void aSilentProviderDelaysNoOtherAndIsDownAfterThreeProbes() {
        fault("{\"provider\":\"anthropic\",\"operation\":\"models\",\"kind\":\"hang\"}");

        Duration took = sweepFiveTimesFifty();

        // The time-out of one probe, and what a busy build machine takes besides.
        assertThat(took).isBetween(PROBE_TIMEOUT, PROBE_TIMEOUT.plusSeconds(1));
        for (int i = 0; i < 2; i++) {
            when().post("/api/v1/providers/anthropic/probe")
                    .then()
                    .statusCode(200)
                    .body("reachable", equalTo(false))
                    .body("detail", containsString("no answer within"));
        }
        ask("anthropic/claude-haiku-4-5").statusCode(503);

        calm();
        when().post("/api/v1/providers/anthropic/probe")
                .then()
                .body("reachable", equalTo(true))
                .body("answered", equalTo(true))
                .body("latency_ms", greaterThan(0f))
                .body("provider.state", equalTo("healthy"));
        ask("anthropic/claude-haiku-4-5").statusCode(200);
    }

    /** All providers, with 50 models each that are not well. */
    private Duration sweepFiveTimesFifty() {
        List<ProviderId> all = prober.usable();
        all.forEach(provider -> IntStream.range(0, 50)
                .mapToObj(i -> new ModelKey(provider, "shaken-" + i))
                .forEach(model -> board.failed(model, FailureKind.UNAVAILABLE)));
        long start = System.nanoTime();
        List<Duration> ends = new ArrayList<>();
        List<ProbeResult> results = prober.sweep(any -> true)
                .invoke(result -> ends.add(Duration.ofNanos(System.nanoTime() - start)))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofMinutes(1));
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(all).hasSizeGreaterThanOrEqualTo(5);
        assertThat(results).extracting(ProbeResult::provider).containsExactlyInAnyOrderElementsOf(all);
        assertThat(results.subList(0, results.size() - 1)).allMatch(ProbeResult::reachable);
        ProbeResult last = results.get(results.size() - 1);
        assertThat(last.provider()).isEqualTo(ProviderId.ANTHROPIC);
        assertThat(last.reachable()).isFalse();
        assertThat(ends.get(ends.size() - 2))
                .as("on the board before the slow one")
                .isLessThan(PROBE_TIMEOUT);
        Log.infof(
                "A sweep of %d providers, %d models, one hanging: %s; the others: %s",
                all.size(), board.impairedModels().size(), took, ends.get(ends.size() - 2));
        return took;
    }

    @Test
    void aProviderThatRefusesTheQuestionIsThere() {
        fault("{\"provider\":\"google\",\"operation\":\"models\",\"status\":403,\"times\":1}");

        when().post("/api/v1/providers/gemini/probe")
                .then()
                .body("reachable", equalTo(true))
                .body("answered", equalTo(false))
                .body("detail", not(blankOrNullString()));
    }

    @Test
    void theStatusSaysWhoProbesAndWhetherChangesAreHeard() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> dependency("changes", "state").equals("ok"));

        fleet.round().await().atMost(Duration.ofMinutes(1));

        assertThat(dependency("probes", "state")).isEqualTo("ok");
        assertThat(dependency("probes", "detail")).isEqualTo("this instance probes for all");
        assertThat(dependency("probes", "since")).isNotBlank();
    }

    private static String dependency(String name, String field) {
        return when().get("/api/v1/status")
                .then()
                .extract()
                .path("dependencies.find { it.name == '" + name + "' }." + field);
    }

    @Test
    void theListHasEveryProviderAndNoSecret() {
        when().get("/api/v1/providers")
                .then()
                .statusCode(200)
                .body("data.provider", hasItem("bedrock"))
                .body("data", hasSize(greaterThan(4)))
                .body("data.state", everyItem(not(blankOrNullString())))
                .body("next_cursor", equalTo(null));
        when().get("/api/v1/providers/nobody")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("known are"));
    }

    private static void fault(String script) {
        given().body(script).post("/simulator/faults").then().statusCode(201);
    }

    private static long calls() {
        return when().get("/simulator/calls?last=0").then().extract().jsonPath().getLong("total");
    }

    private static ValidatableResponse ask(String model, String... fallbacks) {
        return send(model, false, fallbacks);
    }

    private static void stream(String model) {
        send(model, true).statusCode(200);
    }

    private static ValidatableResponse send(String model, boolean stream, String... fallbacks) {
        return given().contentType(ContentType.JSON)
                .body(Map.of(
                        "model",
                        model,
                        "stream",
                        stream,
                        "messages",
                        List.of(Map.of("role", "user", "content", "Which way is north?")),
                        "quartermaster",
                        Map.of("fallbacks", fallbacks)))
                .post("/v1/chat/completions")
                .then();
    }

    /** Null when it is as it should be. */
    private static String state(String model) {
        return when().get("/api/v1/providers/openai")
                .then()
                .extract()
                .path("models.find { it.model == 'openai/" + model + "' }?.state");
    }
}
