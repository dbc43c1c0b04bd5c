package dev.quartermaster.api.budgets;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.budgets.BudgetHolds;
import dev.quartermaster.budgets.BudgetRefusal;
import dev.quartermaster.budgets.Hold;
import dev.quartermaster.budgets.HoldDecision;
import dev.quartermaster.budgets.Spender;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Budgets over HTTP. Each test has a budget and an agent type of its own. */
@QuarkusTest
class BudgetComponentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String name = "budget-" + UUID.randomUUID();
    private final String agent = "agent-" + UUID.randomUUID();

    @Inject
    BudgetHolds holds;

    @AfterEach
    void remove() {
        given().delete(url());
    }

    private String url() {
        return "/api/v1/budgets/" + name;
    }

    private String body(String more) {
        return "{\"scope\":\"agent_type\",\"target\":\"" + agent + "\",\"window\":\"day\",\"limit_usd\":1.5" + more
                + "}";
    }

    private ValidatableResponse put(String body) {
        return given().contentType(ContentType.JSON).body(body).put(url()).then();
    }

    private ValidatableResponse patch(String body) {
        return given().contentType(ContentType.JSON).body(body).patch(url()).then();
    }

    /** An agent that calls a provider itself tells what it paid. */
    private void report(String cost) {
        given().contentType(ContentType.JSON)
                .body("{\"agent_type\":\"" + agent
                        + "\",\"task_id\":\"t\",\"model\":\"openai/gpt-4o\",\"success\":true,"
                        + "\"latency_ms\":5,\"cost\":" + cost + ",\"input_tokens\":10,\"output_tokens\":10}")
                .post("/api/v1/performance")
                .then()
                .statusCode(not(400));
    }

    private Spender spender() {
        return new Spender(ModelKey.parse("openai/gpt-4o").orElseThrow(), agent, "t", "anonymous", Instant.now());
    }

    private HoldDecision hold(String most) {
        return holds.holdOrRenew(spender(), Money.usd(most)).await().atMost(PATIENCE);
    }

    private JsonPath read() {
        return when().get(url()).then().statusCode(200).extract().jsonPath();
    }

    @Test
    void aBudgetIsMadeChangedAndRemoved() {
        given().contentType(ContentType.JSON)
                .body(body(",\"name\":\"" + name + "\""))
                .post("/api/v1/budgets")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("name", equalTo(name))
                .body("scope", equalTo("agent_type"))
                .body("target", equalTo(agent))
                .body("scopes", nullValue())
                .body("time_zone", equalTo("UTC"))
                .body("thresholds", contains(0.5f, 0.8f, 1))
                .body("action", equalTo("alert"))
                .body("status", equalTo("ok"))
                .body("resets_at", notNullValue());
        patch("{\"limit_usd\":3,\"action\":\"block\",\"on_threshold\":\"economise\"}")
                .statusCode(200)
                .body("limit_usd", is(3))
                .body("economise_from", is(0.8f))
                .body("revision", equalTo(2));
        given().header("If-Match", "\"1\"")
                .contentType(ContentType.JSON)
                .body("{\"limit_usd\":4}")
                .patch(url())
                .then()
                .statusCode(412);
        String answer = when().get(url()).then().statusCode(200).extract().asString();
        put(answer).statusCode(200).body("revision", equalTo(2));
        when().get("/api/v1/budgets?limit=1000").then().statusCode(200).body("data.name", hasItem(name));
        when().get("/api/v1/audit?subject_kind=budget&subject_id=" + name)
                .then()
                .body("data", hasSize(2))
                .body("data[0].after.limit_usd", is(3));

        when().delete(url()).then().statusCode(204);
        when().get(url()).then().statusCode(404);
        when().delete(url()).then().statusCode(404);
        patch("{\"limit_usd\":4}").statusCode(404);
        put(body("")).statusCode(201).body("revision", equalTo(4));
    }

    @Test
    void aNameIsGivenOnceAlsoInAnotherCase() {
        put(body("")).statusCode(201);
        for (String other : new String[] {name, name.toUpperCase(java.util.Locale.ROOT)}) {
            given().contentType(ContentType.JSON)
                    .body(body(",\"name\":\"" + other + "\""))
                    .post("/api/v1/budgets")
                    .then()
                    .statusCode(400)
                    .body("param", equalTo("name"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit_usd              | \"limit_usd\": 0",
                "limit_usd              | \"limit_usd\": -1",
                "limit_usd              | \"limit_usd\": 1e12",
                "limit_usd              | \"limit_usd\": 0.00000000001",
                "limit_usd              | \"limit_usd\": \"5\"",
                "limit_usd              | \"limit_usd\": null",
                "scope                  | \"scope\": \"planet\"",
                "scope                  | \"scope\": null",
                "target                 | \"scope\": \"provider\", \"target\": \"nobody\"",
                "target                 | \"scope\": \"model\", \"target\": \"openai/no-such-model\"",
                "target                 | \"target\": null",
                "target                 | \"target\": \" \"",
                "target                 | \"target\": \"a b\"",
                "target                 | \"scope\": \"global\"",
                "target                 | \"scope\": \"task_id\", \"target\": \"a\\nb\"",
                "scopes                 | \"scopes\": [{\"scope\":\"provider\",\"target\":\"openai\"}]",
                "scopes[1].scope        | \"scope\":null,\"target\":null,\"scopes\":[{\"scope\":\"agent_type\",\"target\":\"a\"},{\"scope\":\"agent_type\",\"target\":\"b\"}]",
                "scopes[1].target       | \"scope\":null,\"target\":null,\"scopes\":[{\"scope\":\"provider\",\"target\":\"anthropic\"},{\"scope\":\"model\",\"target\":\"openai/gpt-4o\"}]",
                "scopes[0].scope        | \"scope\":null,\"target\":null,\"scopes\":[{\"scope\":\"global\"}]",
                "scopes                 | \"scope\":null,\"target\":null,\"scopes\":[]",
                "window                 | \"window\": \"fortnight\"",
                "window                 | \"window\": null",
                "time_zone              | \"time_zone\": \"Europe/Atlantis\"",
                "time_zone              | \"time_zone\": \"+02:00\"",
                "time_zone              | \"time_zone\": \"CET\"",
                "time_zone              | \"time_zone\": \"Europe/Berlin\", \"rolling\": true",
                "rolling                | \"window\": \"total\", \"rolling\": true",
                "thresholds[1]          | \"thresholds\": [0.8, 0.5]",
                "thresholds[1]          | \"thresholds\": [0.5, 0.5]",
                "thresholds[0]          | \"thresholds\": [0]",
                "thresholds[0]          | \"thresholds\": [80]",
                "thresholds[0]          | \"thresholds\": [\"half\"]",
                "thresholds             | \"thresholds\": 0.5",
                "action                 | \"action\": \"explode\"",
                "on_threshold           | \"on_threshold\": \"panic\"",
                "economise_from         | \"economise_from\": 0.5",
                "economise_from         | \"on_threshold\": \"economise\", \"economise_from\": 1.5",
                "enabled                | \"enabled\": \"yes\"",
                "name                   | \"name\": \"another\"",
                "colour                 | \"colour\": \"red\""
            })
    void whatIsWrongIsRefusedWithItsFieldAndNothingIsKept(String field, String wrong) {
        String whole = given().contentType(ContentType.JSON)
                .body(merged(wrong))
                .put(url())
                .then()
                .statusCode(400)
                .extract()
                .asString();
        assertThat(JsonPath.from(whole).getString("param")).as(whole).isEqualTo(field);
        when().get(url()).then().statusCode(404);
    }

    /** A sound body with some fields in the place of its own. */
    private String merged(String wrong) {
        com.fasterxml.jackson.databind.ObjectMapper json = new com.fasterxml.jackson.databind.ObjectMapper();
        try {
            var sound = (com.fasterxml.jackson.databind.node.ObjectNode) json.readTree(body(""));
            sound.setAll((com.fasterxml.jackson.databind.node.ObjectNode) json.readTree("{" + wrong + "}"));
            return sound.toString();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void targetsGetTheirCanonicalNames() {
        put("{\"scopes\":[{\"scope\":\"model\",\"target\":\"gpt-4o\"},{\"scope\":\"provider\",\"target\":\"gpt\"}],"
                        + "\"window\":\"month\",\"limit_usd\":10}")
                .statusCode(201)
                .body("scope", nullValue())
                .body("scopes.scope", contains("provider", "model"))
                .body("scopes.target", contains("openai", "openai/gpt-4o"));
    }

    @Test
    void itBeginsWithWhatTheLedgerHoldsAndCountsOnWithAlertsOnce() {
        report("0.5");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        when().get("/api/v1/costs?agent_type=" + agent).then().body("data.requests", contains(1)));
        put(body("")).statusCode(201).body("spent_usd", is(0.5f)).body("status", equalTo("ok"));

        report("0.4");
        await().atMost(PATIENCE).until(() -> read().getDouble("spent_usd") == 0.9);

        JsonPath budget = read();
        assertThat(budget.getString("status")).isEqualTo("threshold_passed");
        assertThat(budget.getDouble("remaining_usd")).isEqualTo(0.6);
        assertThat(budget.getList("history")).hasSize(1);
        assertThat(budget.getString("top_spenders.agent_types[0].name")).isEqualTo(agent);
        assertThat(budget.getString("top_spenders.models[0].name")).isEqualTo("openai/gpt-4o");
        await().atMost(PATIENCE).untilAsserted(() -> when().get("/api/v1/alerts?kind=budget_threshold&subject=" + name)
                .then()
                .body("data", hasSize(1))
                .body("data[0].facts.threshold", is(0.5f))
                .body("data[0].message", containsString("past 50 %")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"window\": \"hour\", \"rolling\": true",
                "\"window\": \"day\", \"rolling\": true",
                "\"window\": \"week\", \"rolling\": true",
                "\"window\": \"hour\", \"time_zone\": \"Asia/Kolkata\"",
                "\"window\": \"day\", \"time_zone\": \"Asia/Kathmandu\"",
                "\"window\": \"total\""
            })
    void whoSpentMostIsToldOfEveryWindow(String window) {
        put(merged(window)).statusCode(201);
        report("0.25");
        await().atMost(PATIENCE).until(() -> read().getDouble("spent_usd") == 0.25);

        JsonPath budget = read();
        assertThat(budget.getList("top_spenders.agent_types.name")).containsExactly(agent);
        assertThat(budget.getList("top_spenders.agent_types.spent_usd")).containsExactly(0.25f);
        assertThat(budget.getList("top_spenders.models.requests")).containsExactly(1);
    }

    @Test
    void aBlockingBudgetHoldsAndRefuses() {
        put(body(",\"action\":\"block\"")).statusCode(201);

        Hold first = (Hold) hold("1");
        assertThat(read().getDouble("held_usd")).isEqualTo(1.0);
        assertThat(read().getDouble("remaining_usd")).isEqualTo(0.5);
        BudgetRefusal refusal = (BudgetRefusal) hold("0.6");
        Hold small = (Hold) hold("0.5");
        first.settle(Money.usd("0.25"));
        small.release();
        Hold last = (Hold) hold("1.25");
        last.release();

        assertThat(refusal.budget()).isEqualTo(name);
        assertThat(refusal.scope()).isEqualTo("agent_type " + agent);
        assertThat(refusal.unconfirmed()).isFalse();
        assertThat(refusal.held()).isEqualTo(Money.usd("1"));
        assertThat(refusal.resetsAt()).isNotNull();
        assertThat(first.settled()).hasSize(1).containsValue(Money.usd("0.25"));
        assertThat(small.settled()).isEmpty();
        assertThat(read().getLong("refused")).isEqualTo(1);
    }

    @Test
    void aShadowBudgetCountsWhatItWouldHaveBlocked() {
        put(body(",\"action\":\"shadow\"")).statusCode(201);
        await().atMost(PATIENCE).until(() -> read().getDouble("leased_usd") > 0);

        assertThat(hold("1")).isInstanceOf(Hold.class);
        assertThat(hold("1")).isInstanceOf(Hold.class);

        assertThat(read().getLong("would_have_blocked")).isEqualTo(1);
        assertThat(read().getLong("refused")).isZero();
    }

    @Test
    void aDisabledBudgetIsCountedAndDoesNothing() {
        put(body(",\"action\":\"block\",\"enabled\":false")).statusCode(201).body("status", equalTo("disabled"));

        assertThat(hold("100")).isInstanceOf(Hold.class);
        report("0.5");
        await().atMost(PATIENCE).until(() -> read().getDouble("spent_usd") == 0.5);
    }
}
