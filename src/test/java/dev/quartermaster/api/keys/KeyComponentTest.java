package dev.quartermaster.api.keys;

import static dev.quartermaster.api.keys.TestKeys.admin;
import static dev.quartermaster.api.keys.TestKeys.make;
import static dev.quartermaster.api.keys.TestKeys.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.api.entry.LockedHouse;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(LockedHouse.class)
class KeyComponentTest {

    private static final String KEYS = "/api/v1/keys";
    private static final String HELLO = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @Test
    void aKeyIsShownOnceAndIsInNoOtherAnswer() {
        JsonPath made = make("{\"name\":\"billing\",\"role\":\"agent\",\"note\":\"of team A\"}")
                .header("etag", equalTo("\"1\""))
                .body("state", equalTo("active"))
                .body("created_by", equalTo("admin"))
                .body("last_used_at", nullValue())
                .extract()
                .jsonPath();
        String key = made.getString("key");
        String secret = key.substring(16);

        with(key).get("/v1/models").then().statusCode(200);
        String one = admin().get(KEYS + "/" + made.getString("id"))
                .then()
                .statusCode(200)
                .body("key", nullValue())
                .body("last_used_at", notNullValue())
                .extract()
                .asString();
        String all = admin().get(KEYS + "?limit=1000")
                .then()
                .statusCode(200)
                .body("data.id", hasItem(made.getString("id")))
                .extract()
                .asString();
        String trail =
                admin().get("/api/v1/audit?subject_kind=key").then().extract().asString();
        assertThat(one + all + trail).doesNotContain(secret);
    }

    @Test
    void aKeyIsMadeAndReadWhereABudgetIsOfNoKey() {
        TestKeys.make("{\"name\":\"before\",\"role\":\"agent\"}");
        TestKeys.admin()
                .body("{\"name\":\"of-all\",\"scope\":\"global\",\"window\":\"month\",\"limit_usd\":100}")
                .post("/api/v1/budgets")
                .then()
                .statusCode(201);

        TestKeys.make("{\"name\":\"beside-a-budget\",\"role\":\"agent\"}");
        TestKeys.admin().get(KEYS).then().statusCode(200);

        TestKeys.admin().delete("/api/v1/budgets/of-all").then().statusCode(204);
    }

    @Test
    void rotationKeepsTheIdAndBothSecretsForAWhile() {
        JsonPath made =
                make("{\"name\":\"turning\",\"role\":\"agent\"}").extract().jsonPath();
        String path = KEYS + "/" + made.getString("id");

        String second = admin().body("{\"overlap_seconds\":3600}")
                .post(path + "/rotate")
                .then()
                .statusCode(200)
                .body("id", equalTo(made.getString("id")))
                .body("former_secret_until", notNullValue())
                .extract()
                .path("key");
        with(made.getString("key")).get("/v1/models").then().statusCode(200);
        with(second).get("/v1/models").then().statusCode(200);

        String third = admin().body("{\"overlap_seconds\":0}")
                .post(path + "/rotate")
                .then()
                .statusCode(200)
                .extract()
                .path("key");
        with(second).get("/v1/models").then().statusCode(401).body("error.message", containsString("expired"));
        with(made.getString("key")).get("/v1/models").then().statusCode(401);
        with(third).get("/v1/models").then().statusCode(200);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceAndInEachDialect() {
        JsonPath made = make("{\"name\":\"gone\",\"role\":\"agent\"}").extract().jsonPath();
        String key = made.getString("key");
        admin().header("if-match", "\"7\"")
                .delete(KEYS + "/" + made.getString("id"))
                .then()
                .statusCode(412);
        admin().header("if-match", "\"1\"")
                .delete(KEYS + "/" + made.getString("id"))
                .then()
                .statusCode(204);

        with(key)
                .get("/v1/models")
                .then()
                .statusCode(401)
                .body("error.code", equalTo("invalid_api_key"))
                .body("error.message", containsString("revoked"));
        with(key)
                .body("{}")
                .post("/v1/messages")
                .then()
                .statusCode(401)
                .body("type", equalTo("error"))
                .body("error.type", equalTo("authentication_error"));
        with(key).get("/api/v1/keys/self").then().statusCode(401).contentType("application/problem+json");
        admin().get(KEYS + "/" + made.getString("id")).then().body("state", equalTo("revoked"));
        admin().body("{\"name\":\"back\"}")
                .patch(KEYS + "/" + made.getString("id"))
                .then()
                .statusCode(409);
    }

    @Test
    void aRoleThatDoesNotSufficeIsToldInEachDialect() {
        String key = TestKeys.ofRole("agent");

        with(key)
                .get("/api/v1/status")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("forbidden"));
        with(key).get("/q/metrics").then().statusCode(403);
        with(key).get("/nowhere").then().statusCode(403);
        with(key).get("/v1/nowhere").then().statusCode(404);
    }

    @Test
    void aKeyUsesItsModelsOnly() {
        String key = make("{\"name\":\"narrow\",\"role\":\"agent\",\"models\":[\"openai/gpt-4o-mini\"]}")
                .body("models", equalTo(java.util.List.of("openai/gpt-4o-mini")))
                .extract()
                .path("key");

        with(key)
                .body(HELLO.formatted("openai/gpt-4o"))
                .post("/v1/chat/completions")
                .then()
                .statusCode(403)
                .body("error.param", equalTo("model"))
                .body("error.message", containsString("openai/gpt-4o-mini"));
        with(key).get("/v1/models").then().statusCode(200).body("data", hasSize(1));
        String decision = with(key)
                .body("{\"task\":{\"id\":\"t\",\"input_tokens\":10}}")
                .post("/api/v1/selections")
                .then()
                .statusCode(200)
                .body("model_id", equalTo("gpt-4o-mini"))
                .body("rejected", not(hasSize(0)))
                .extract()
                .path("decision_id");
        with(key).get("/api/v1/decisions/" + decision).then().statusCode(200);
        admin().get("/api/v1/decisions/" + decision).then().statusCode(200);
        with(TestKeys.ofRole("agent"))
                .get("/api/v1/decisions/" + decision)
                .then()
                .statusCode(404);
    }

    @Test
    void aKeyActsAsItsAgentTypesOnly() {
        String key = make("{\"name\":\"sql\",\"role\":\"agent\",\"agent_types\":[\"sql\"]}")
                .extract()
                .path("key");

        with(key)
                .body(HELLO.formatted("auto"))
                .post("/v1/chat/completions")
                .then()
                .statusCode(403);
        with(key)
                .header("x-agent-type", "other")
                .body(HELLO.formatted("auto"))
                .post("/v1/chat/completions")
                .then()
                .statusCode(403)
                .body("error.param", equalTo("quartermaster.agent_type"));
        with(key)
                .body("{\"task\":{\"id\":\"t\",\"agent_type\":\"sql\",\"input_tokens\":10}}")
                .post("/api/v1/selections")
                .then()
                .statusCode(200);
    }

    @Test
    void limitsOfAKeyAreItsOwn() {
        JsonPath made = make("{\"name\":\"slow\",\"role\":\"agent\",\"requests_per_minute\":1}")
                .extract()
                .jsonPath();
        String key = made.getString("key");
        String nothing = HELLO.formatted("openai/none");
        with(key).get("/api/v1/keys/self").then().statusCode(200).body("remaining_requests", equalTo(1));

        with(key).body(HELLO.formatted("openai/gpt-4o-mini")).post("/v1/chat/completions");
        with(key)
                .body(nothing)
                .post("/v1/chat/completions")
                .then()
                .statusCode(429)
                .body("error.message", containsString(made.getString("id")));
        with(key).get("/api/v1/keys/self").then().statusCode(200).body("remaining_requests", equalTo(0));
        admin().body("{\"requests_per_minute\":2}")
                .patch(KEYS + "/" + made.getString("id"))
                .then()
                .statusCode(200)
                .body("revision", equalTo(2));
        with(key).body(nothing).post("/v1/chat/completions").then().statusCode(404);
    }

    @Test
    void aBudgetOfAKeyIsShownToItsHolderAlsoWhenItBlocks() {
        JsonPath made =
                make("{\"name\":\"poor\",\"role\":\"agent\",\"budget\":{\"limit_usd\":0.000000001,\"window\":\"day\"}}")
                        .body("budgets", hasSize(1))
                        .body("budgets[0].window", equalTo("day"))
                        .extract()
                        .jsonPath();
        String key = made.getString("key");

        with(key)
                .body(HELLO.formatted("openai/gpt-4.1-nano"))
                .post("/v1/chat/completions")
                .then()
                .statusCode(429)
                .body("error.code", equalTo("budget_exceeded"));
        with(key)
                .get("/api/v1/keys/self")
                .then()
                .statusCode(200)
                .body("id", equalTo(made.getString("id")))
                .body("role", equalTo("agent"))
                .body("budgets[0].name", equalTo("key-" + made.getString("id")))
                .body("budgets[0].spent_usd", notNullValue())
                .body("budgets[0].held_usd", notNullValue())
                .body("budgets[0].remaining_usd", notNullValue());
        admin().body("{\"budget\":null}")
                .patch(KEYS + "/" + made.getString("id"))
                .then()
                .statusCode(200)
                .body("budgets", hasSize(0));
    }

    @Test
    void aChangeWhoseBudgetFailsChangesNothing() {
        String id = make("{\"name\":\"whole\",\"role\":\"agent\"}").extract().path("id");
        // A name that differs from the budget's in upper and lower case only is in its way.
        admin().body("{\"name\":\"KEY-" + id + "\",\"scope\":\"api_key\",\"target\":\"" + id
                        + "\",\"window\":\"day\",\"limit_usd\":5}")
                .post("/api/v1/budgets")
                .then()
                .statusCode(201);

        admin().body("{\"note\":\"changed\",\"role\":\"operator\",\"budget\":{\"limit_usd\":1}}")
                .patch(KEYS + "/" + id)
                .then()
                .statusCode(400);

        admin().get(KEYS + "/" + id).then().body("note", nullValue()).body("role", equalTo("agent"));
    }

    @Test
    void anAgentSeesItsOwnCosts() {
        with(TestKeys.ofRole("agent"))
                .get("/api/v1/costs?group_by=api_key&api_key=admin")
                .then()
                .statusCode(200)
                .body("data", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | {\"role\":\"agent\"}",
                "name | {\"name\":\" \",\"role\":\"agent\"}",
                "role | {\"name\":\"a\"}",
                "role | {\"name\":\"a\",\"role\":\"king\"}",
                "models[0] | {\"name\":\"a\",\"role\":\"agent\",\"models\":[\"openai/none\"]}",
                "models | {\"name\":\"a\",\"role\":\"agent\",\"models\":[]}",
                "agent_types[1] | {\"name\":\"a\",\"role\":\"agent\",\"agent_types\":[\"sql\",\"no such\"]}",
                "requests_per_minute | {\"name\":\"a\",\"role\":\"agent\",\"requests_per_minute\":-1}",
                "tokens_per_minute | {\"name\":\"a\",\"role\":\"agent\",\"tokens_per_minute\":\"7\"}",
                "expires_at | {\"name\":\"a\",\"role\":\"agent\",\"expires_at\":\"2020-01-01T00:00:00Z\"}",
                "expires_at | {\"name\":\"a\",\"role\":\"agent\",\"expires_at\":\"soon\"}",
                "budget.limit_usd | {\"name\":\"a\",\"role\":\"agent\",\"budget\":{\"limit_usd\":-5}}",
                "budget.window | {\"name\":\"a\",\"role\":\"agent\",\"budget\":{\"limit_usd\":5,\"window\":\"moon\"}}",
                "colour | {\"name\":\"a\",\"role\":\"agent\",\"colour\":\"red\"}"
            })
    void aMistakeIsToldByItsField(String field, String body) {
        admin().body(body).post(KEYS).then().statusCode(400).body("detail", containsString(field));
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 3_000})
    void aLongNameIsRefused(int length) {
        admin().body("{\"name\":\"" + "x".repeat(length) + "\",\"role\":\"agent\"}")
                .post(KEYS)
                .then()
                .statusCode(400)
                .body("detail", containsString("name"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        admin().get(KEYS + "/nobody").then().statusCode(404);
        admin().body("{\"overlap_seconds\":-1}")
                .post(KEYS + "/nobody/rotate")
                .then()
                .statusCode(400);
    }
}
