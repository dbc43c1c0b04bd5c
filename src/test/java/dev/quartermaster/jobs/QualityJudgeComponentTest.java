package dev.quartermaster.jobs;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.history.EvaluationRecord;
import dev.quartermaster.history.History;
import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.inference.Inference;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.quality.QualityMonitor;
import dev.quartermaster.quality.judge.JudgePrompt;
import dev.quartermaster.quality.judge.JudgeTally.Outcome;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Settings;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a judge does not get to judge, and what a verdict that does not come costs. */
@QuarkusTest
class QualityJudgeComponentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String JUDGE = "anthropic/claude-haiku-4-5";
    private static final ChatRequest QUESTION = Samples.question("Which way is north?");
    private static final List<Choice> ANSWER =
            List.of(new Choice(0, List.of(Part.Text.of("Up.")), FinishReason.STOP, null, Map.of(), Map.of()));

    @Inject
    QualityMonitor monitor;

    @Inject
    CostRepository ledger;

    @Inject
    Inference inference;

    @Inject
    ModelRegistry registry;

    @Inject
    PerformanceMonitor performance;

    @Inject
    History history;

    @Inject
    Vertx vertx;

    /** A day of which the ledger knows nothing. */
    private final MutableClock clock = new MutableClock(Instant.now().plus(Duration.ofDays(20)));

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void whatTheDaysBudgetDoesNotCoverIsNotAsked() {
        QualityJudge judge = judge(Map.of("budget-usd", "0.00001"));

        assertNotAsked(judge);
    }

    @Test
    void aJudgeWhosePriceNobodyHasPublishedIsNotAsked() {
        String id = "judge-" + UUID.randomUUID();
        given().contentType("application/json")
                .body("{\"id\":\"" + id + "\",\"provider\":\"anthropic\",\"capabilities\":[\"text-generation\"],"
                        + "\"max_output_tokens\":4096,"
                        + "\"pricing\":{\"input_per_1m\":0,\"output_per_1m\":0,\"source\":\"not published\"}}")
                .post("/api/v1/models")
                .then()
                .statusCode(201);
        QualityJudge judge = judge(Map.of("model", "anthropic/" + id));

        assertNotAsked(judge);

        given().delete("/api/v1/models/anthropic/" + id).then().statusCode(204);
    }

    @Test
    void aVerdictThatDoesNotComeIsGivenUpAndMakesRoom() {
        hang();
        QualityJudge judge = judge(Map.of("timeout", "500ms", "max-concurrent", "1"));
        long failed = count(Outcome.FAILED);
        long passedOver = count(Outcome.PASSED_OVER);
        RequestContext request = request();
        long calls = calls();

        evaluated(judge, request);
        evaluated(judge, request);
        assertThat(count(Outcome.PASSED_OVER)).isEqualTo(passedOver + 1);
        await().atMost(PATIENCE).until(() -> count(Outcome.FAILED) == failed + 1);

        evaluated(judge, request);
        await().atMost(PATIENCE).until(() -> count(Outcome.FAILED) == failed + 2);
        assertThat(count(Outcome.PASSED_OVER)).isEqualTo(passedOver + 1);
        assertThat(calls()).isEqualTo(calls + 2);
    }

    @Test
    void aVerdictThatDoesNotComeCountsAsTheMostThatItCanHaveCost() {
        hang();
        QualityConfig config = config(Map.of());
        JudgePrompt prompt = JudgePrompt.of(
                        QUESTION, ANSWER, "q" + UUID.randomUUID().toString().replace("-", ""))
                .orElseThrow();
        Money most = call(config).most(registry.snapshot().resolve(JUDGE).orElseThrow(), prompt);
        QualityJudge judge = judge(Map.of("timeout", "500ms", "budget-usd", most.toString()));
        long failed = count(Outcome.FAILED);

        evaluated(judge, request());
        await().atMost(PATIENCE).until(() -> count(Outcome.FAILED) == failed + 1);

        assertNotAsked(judge);
    }

    private void assertNotAsked(QualityJudge judge) {
        long overBudget = count(Outcome.OVER_BUDGET);
        RequestContext request = request();
        long calls = calls();

        evaluated(judge, request);

        await().atMost(PATIENCE).until(() -> count(Outcome.OVER_BUDGET) == overBudget + 1);
        assertThat(calls()).isEqualTo(calls);
    }

    private QualityJudge judge(Map<String, String> settings) {
        QualityConfig config = config(settings);
        return new QualityJudge(
                config,
                monitor,
                call(config),
                new JudgeBudget(ledger, config, clock),
                registry,
                performance,
                history,
                Clock.systemUTC());
    }

    private JudgeCall call(QualityConfig config) {
        return new JudgeCall(inference, config, vertx, Clock.systemUTC());
    }

    private static QualityConfig config(Map<String, String> settings) {
        Map<String, String> said = new HashMap<>();
        said.put("quartermaster.quality.judge.model", JUDGE);
        said.put("quartermaster.quality.judge.share", "1");
        settings.forEach((key, value) -> said.put("quartermaster.quality.judge." + key, value));
        return Settings.of(QualityConfig.class, said);
    }

    private static void evaluated(QualityJudge judge, RequestContext request) {
        judge.evaluated(
                request,
                new EvaluationRecord(
                        UUID.randomUUID(),
                        Instant.now(),
                        EvaluationRecord.Source.RULES,
                        "",
                        Instant.now(),
                        request.first().orElseThrow().key(),
                        null,
                        1,
                        1,
                        false,
                        null,
                        null),
                ANSWER);
    }

    /** A request that was answered. */
    private RequestContext request() {
        RequestContext request = inference.begin(new InferenceRequest(
                "judged-" + UUID.randomUUID(),
                Caller.ANONYMOUS,
                Instant.now(),
                System.nanoTime(),
                "openai/gpt-4o-mini",
                Hints.NONE,
                QUESTION));
        inference.complete(request).await().atMost(PATIENCE);
        return request;
    }

    private long count(Outcome outcome) {
        return monitor.judge().of(outcome);
    }

    private static void hang() {
        given().body("{\"provider\":\"anthropic\",\"model\":\"claude-haiku-4-5\",\"kind\":\"hang\"}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);
    }

    private static long calls() {
        return when().get("/simulator/calls?last=0").then().extract().jsonPath().getLong("total");
    }
}
