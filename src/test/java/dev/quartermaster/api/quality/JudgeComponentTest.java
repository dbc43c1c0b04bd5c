package dev.quartermaster.api.quality;

import static dev.quartermaster.api.quality.Ask.GOOD;
import static dev.quartermaster.api.quality.Ask.PATIENCE;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;

import dev.quartermaster.history.History;
import dev.quartermaster.quality.QualityMonitor;
import dev.quartermaster.quality.judge.JudgeTally.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model that judges the answers of others. */
@QuarkusTest
@TestProfile(ScoringHouse.class)
class JudgeComponentTest {

    private static final String MODEL = "openai/gpt-4o-mini";

    private final String agent = "judged-" + UUID.randomUUID();

    @Inject
    History history;

    @Inject
    QualityMonitor monitor;

    @Inject
    Pool pool;

    @BeforeEach
    void schemaIsThere() {
        Ask.calm();
        Ask.script("gpt-4o-mini", GOOD);
    }

    @AfterEach
    void calm() {
        Ask.calm();
    }

    /** @param text in which {@code {captured}} stands for the mark of the question */
    private static void judgeSays(String text) {
        Ask.script("{\"provider\":\"anthropic\",\"model\":\"" + ScoringHouse.JUDGE
                + "\",\"capture\":\"</(q[0-9a-f]+)>\",\"text\":\"" + text.replace("\"", "\\\"") + "\"}");
    }

    private static JsonPath evaluations(String decision) {
        return when().get("/api/v1/decisions/" + decision + "/evaluations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath evaluations(String decision, int count) {
        await().atMost(PATIENCE)
                .until(() -> evaluations(decision).getList("data").size() == count);
        return evaluations(decision);
    }

    private String asked(String fields) {
        ValidatableResponse answer = Ask.ask(MODEL, agent, fields);
        return answer.extract().header("x-quartermaster-decision");
    }

    private void counted(Outcome outcome, long before) {
        await().atMost(PATIENCE).until(() -> monitor.judge().of(outcome) > before);
    }

    private long callsOfTheJudge() {
        await().atMost(PATIENCE).until(() -> history.status().backlog() == 0);
        return pool.preparedQuery("SELECT count(*) FROM invocation WHERE agent_type = $1 AND model = $2")
                .execute(Tuple.of("quality-judge", ScoringHouse.JUDGE))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void aJudgesScoreIsKeptBesideThatOfTheRulesAndItsCallIsBooked() {
        judgeSays("{\"id\":\"{captured}\",\"score\":0.1,\"reason\":\"It names no colour.\"}");
        long disagreed = monitor.judge().of(Outcome.DISAGREED);
        long calls = callsOfTheJudge();

        JsonPath scores = evaluations(asked(""), 2);

        assertThat(scores.getList("data.source")).containsExactly("rules", "judge");
        assertThat(scores.getList("data.rater")).containsExactly("", "anthropic/" + ScoringHouse.JUDGE);
        assertThat(scores.getDouble("data[0].score")).isEqualTo(1);
        assertThat(scores.getDouble("data[1].score")).isCloseTo(0.1, within(1e-6));
        assertThat(scores.getBoolean("data[1].disagrees")).isTrue();
        assertThat(scores.<Object>get("data[0].disagrees")).isNull();
        assertThat(scores.getString("data[1].comment")).isEqualTo("It names no colour.");
        counted(Outcome.DISAGREED, disagreed);
        when().get("/api/v1/status")
                .then()
                .body("dependencies.find { it.name == 'quality' }.detail", containsString("disagreed"));
        when().get("/q/metrics")
                .then()
                .body(
                        containsString("quartermaster_quality_judgements_total"),
                        containsString("outcome=\"disagreed\""));

        double mean = (1 + 2 * 0.1) / 3;
        assertThat(when().get("/api/v1/performance?window_hours=1&agent_type=" + agent)
                        .jsonPath()
                        .getDouble("average_quality"))
                .isCloseTo(mean, within(1e-5));
        // The judge is neither scored nor judged.
        assertThat(callsOfTheJudge()).isEqualTo(calls + 1);
        when().get("/api/v1/costs?group_by=agent_type")
                .then()
                .body("data.find { it.agent_type == 'quality-judge' }.requests", greaterThan(0));
        assertThat(monitor.recent().all().keySet()).noneMatch(pair -> "quality-judge".equals(pair.agentType()));
    }

    @Test
    void aJudgeThatAgreesIsCountedSo() {
        judgeSays("```json\n{\"id\":\"{captured}\",\"score\":0.9}\n```".replace("\n", "\\n"));
        long agreed = monitor.judge().of(Outcome.AGREED);

        JsonPath scores = evaluations(asked(""), 2);

        assertThat(scores.getBoolean("data[1].disagrees")).isFalse();
        counted(Outcome.AGREED, agreed);
    }

    @Test
    void rubbishIsCountedAndIgnored() {
        for (String rubbish : List.of(
                "I like it.",
                "{\"score\":1}",
                "{\"id\":\"q0\",\"score\":1}",
                "{\"id\":\"{captured}\",\"score\":7}",
                "{\"id\":\"{captured}\",\"score\":\"1\"}")) {
            Ask.calm();
            Ask.script("gpt-4o-mini", GOOD);
            judgeSays(rubbish);
            long invalid = monitor.judge().of(Outcome.INVALID);

            String decision = asked("");

            counted(Outcome.INVALID, invalid);
            assertThat(evaluations(decision, 1).getString("data[0].source")).isEqualTo("rules");
        }
        assertThat(when().get("/api/v1/status")
                        .jsonPath()
                        .getString("dependencies.find { it.name == 'quality' }.state"))
                .isEqualTo("degraded");
        Ask.calm();
        Ask.script("gpt-4o-mini", GOOD);
        judgeSays("{\"id\":\"{captured}\",\"score\":1}");
        evaluations(asked(""), 2);
        assertThat(when().get("/api/v1/status")
                        .jsonPath()
                        .getString("dependencies.find { it.name == 'quality' }.state"))
                .isEqualTo("ok");
    }

    @Test
    void aJudgeThatFailsDoesNotFailAnAnswer() {
        Ask.script("{\"provider\":\"anthropic\",\"model\":\"" + ScoringHouse.JUDGE + "\",\"status\":400}");
        long failed = monitor.judge().of(Outcome.FAILED);

        String decision = asked("");

        counted(Outcome.FAILED, failed);
        assertThat(evaluations(decision, 1).getString("data[0].source")).isEqualTo("rules");
    }

    @Test
    void whatIsKeptFromAProviderIsKeptFromTheJudge() {
        judgeSays("{\"id\":\"{captured}\",\"score\":1}");
        long calls = callsOfTheJudge();

        evaluations(asked(",\"quartermaster\":{\"excluded_providers\":[\"anthropic\"]}"), 1);
        Ask.put(agent, "{\"allowed_models\":[\"" + MODEL + "\"],\"model\":\"" + MODEL + "\"}");
        evaluations(asked(""), 1);

        assertThat(callsOfTheJudge()).isEqualTo(calls);
    }

    @Test
    void whatWasNotAnsweredHasNoScores() {
        given().get("/api/v1/decisions/none/evaluations").then().statusCode(404);
        assertThat(evaluations(UUID.randomUUID().toString()).getList("data")).isEmpty();
    }
}
