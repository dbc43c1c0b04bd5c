package dev.quartermaster.api.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Every act of administration is in the trail, and the trail shows what was done to it. */
@QuarkusTest
class AuditComponentTest {

    private static final Pattern ROLE = Pattern.compile("^\\| `([A-Z]+ /\\S*)` \\| (\\w+) \\|$", Pattern.MULTILINE);
    private static final Set<String> CHANGING = Set.of("post", "put", "patch", "delete");

    @Inject
    AlertService alerts;

    @Inject
    DataSource database;

    private final String mine = "audited-" + UUID.randomUUID();

    /**
     * An operation that is for operators and admins and does more than read leaves a row. One without a line here fails: say
     * there how it succeeds.
     */
    @Test
    void everyActOfAdministrationIsBooked() throws IOException {
        Map<String, Supplier<Response>> acts = acts();

        assertThat(acts.keySet())
                .as("what is done here, and what there is")
                .containsExactlyInAnyOrderElementsOf(ofAdministration());
        acts.forEach((operation, act) -> {
            long before = newest();
            Response answer = act.get();
            assertThat(answer.statusCode())
                    .as("%s: %s", operation, answer.asString())
                    .isBetween(200, 299);
            assertThat(newest()).as("the row of %s", operation).isGreaterThan(before);
            given().get("/api/v1/audit?limit=1").then().body("data[0].who", equalTo("anonymous"));
        });
        given().delete("/api/v1/models/openai/" + mine).then().statusCode(204);
    }

    @Test
    void theTrailIsVerifiedOverHttp() throws Exception {
        given().delete("/api/v1/cache").then().statusCode(200);
        given().get("/api/v1/audit/verification")
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("entries", greaterThan(0))
                .body("broken", nullValue());
        long id = newest();
        sql("UPDATE audit SET who = 'somebody else' WHERE id = " + id);
        try {
            given().get("/api/v1/audit/verification")
                    .then()
                    .statusCode(200)
                    .body("intact", equalTo(false))
                    .body("broken.id", equalTo((int) id));
        } finally {
            sql("UPDATE audit SET who = 'anonymous' WHERE id = " + id);
        }
        given().get("/api/v1/audit/verification").then().body("intact", equalTo(true));
    }

    /** In the order in which they are done. */
    private Map<String, Supplier<Response>> acts() {
        Map<String, Supplier<Response>> acts = new LinkedHashMap<>();
        String agent = "/api/v1/agents/" + mine;
        String canary =
                "{\"model\":\"openai/gpt-4o-mini\",\"canary\":{\"model\":\"openai/gpt-4o\",\"traffic_percent\":5}}";
        acts.put("PUT /api/v1/agents/{agent_type}", () -> json(canary).put(agent));
        acts.put("POST /api/v1/agents/{agent_type}/canary/promote", () -> given().post(agent + "/canary/promote"));
        acts.put("POST /api/v1/agents/{agent_type}/rollback", () -> given().post(agent + "/rollback"));
        acts.put("POST /api/v1/agents/{agent_type}/canary/rollback", () -> given().post(agent + "/canary/rollback"));
        acts.put("PATCH /api/v1/agents/{agent_type}", () -> json("{\"enabled\":false}")
                .patch(agent));
        acts.put("DELETE /api/v1/agents/{agent_type}", () -> given().delete(agent));
        acts.put("POST /api/v1/alerts/{id}/ack", () -> given().post("/api/v1/alerts/" + alert() + "/ack"));
        String budget = "/api/v1/budgets/" + mine;
        String budgetBody = "{\"name\":\"" + mine + "\",\"scope\":\"agent_type\",\"target\":\"" + mine
                + "\",\"window\":\"day\",\"limit_usd\":5}";
        acts.put("POST /api/v1/budgets", () -> json(budgetBody).post("/api/v1/budgets"));
        acts.put("PUT /api/v1/budgets/{name}", () -> json(budgetBody.replace(":5", ":6"))
                .put(budget));
        acts.put("PATCH /api/v1/budgets/{name}", () -> json("{\"limit_usd\":7}").patch(budget));
        acts.put("DELETE /api/v1/budgets/{name}", () -> given().delete(budget));
        acts.put("DELETE /api/v1/cache", () -> given().delete("/api/v1/cache"));
        acts.put("POST /api/v1/catalog/bedrock/refresh", () -> given().post("/api/v1/catalog/bedrock/refresh"));
        String days = "from=2024-03-01T00:00:00Z&to=2024-03-02T00:00:00Z";
        acts.put(
                "POST /api/v1/costs/reconciliation",
                () -> json("{\"object\":\"page\",\"data\":[],\"has_more\":false,\"next_page\":null}")
                        .post("/api/v1/costs/reconciliation?provider=openai&" + days));
        acts.put(
                "POST /api/v1/costs/rerating",
                () -> json("{\"from\":\"2024-03-01T00:00:00Z\",\"to\":\"2024-03-02T00:00:00Z\",\"dry_run\":false}")
                        .post("/api/v1/costs/rerating"));
        String[] key = new String[1];
        acts.put("POST /api/v1/keys", () -> {
            Response made = json("{\"name\":\"" + mine.substring(0, 20) + "\",\"role\":\"agent\"}")
                    .post("/api/v1/keys");
            key[0] = "/api/v1/keys/" + made.path("id");
            return made;
        });
        acts.put("PATCH /api/v1/keys/{id}", () -> json("{\"note\":\"noted\"}").patch(key[0]));
        acts.put("POST /api/v1/keys/{id}/rotate", () -> json("{}").post(key[0] + "/rotate"));
        acts.put("DELETE /api/v1/keys/{id}", () -> given().delete(key[0]));
        acts.put("POST /api/v1/metrics/flush", () -> given().post("/api/v1/metrics/flush"));
        String prices = "\"pricing\":{\"input_per_1m\":1,\"output_per_1m\":2}";
        String model = "/api/v1/models/openai/" + mine;
        acts.put("POST /api/v1/models", () -> json("{\"provider\":\"openai\",\"id\":\"" + mine + "\"," + prices + "}")
                .post("/api/v1/models"));
        acts.put("PUT /api/v1/models/{provider}/{model}", () -> json("{\"provider\":\"openai\",\"id\":\"" + mine + "\","
                        + prices.replace(":2", ":3") + "}")
                .put(model));
        acts.put("PATCH /api/v1/models/{provider}/{model}", () -> given().contentType("application/merge-patch+json")
                .body("{\"enabled\":false}")
                .patch(model));
        acts.put("DELETE /api/v1/models/{provider}/{model}", () -> given().delete(model));
        acts.put("POST /api/v1/models/import", () -> json("[{\"pk\":\"openai#" + mine
                        + "\",\"input_price\":2.5,\"output_price\":10}]")
                .post("/api/v1/models/import?dry_run=false"));
        acts.put("POST /api/v1/providers/{provider}/probe", () -> given().post("/api/v1/providers/openai/probe"));
        String credentials = "/api/v1/providers/google/credentials";
        String secret = "{\"api_key\":\"a-key-that-nobody-takes-" + mine + "\"";
        acts.put("POST /api/v1/providers/{provider}/credentials/test", () -> json(secret + "}")
                .post(credentials + "/test"));
        acts.put("PUT /api/v1/providers/{provider}/credentials", () -> json(secret + ",\"validate\":false,\"slot\":99}")
                .put(credentials));
        acts.put("DELETE /api/v1/providers/{provider}/credentials", () -> given().delete(credentials + "?slot=99"));
        acts.put("POST /api/v1/registry/reload", () -> given().post("/api/v1/registry/reload"));
        String[] simulation = new String[1];
        acts.put("POST /api/v1/simulations", () -> {
            Response asked = json("{\"agent_type\":\"" + mine + "\"}").post("/api/v1/simulations");
            simulation[0] = asked.header("location");
            return asked;
        });
        acts.put("DELETE /api/v1/simulations/{id}", () -> given().delete(simulation[0]));
        return acts;
    }

    private String alert() {
        alerts.raise(new AlertRequest(AlertKind.UNUSUAL_USAGE, mine, "much", Map.of()));
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> given().queryParam("subject", mine)
                                .get("/api/v1/alerts")
                                .path("data[0].id"),
                        java.util.Objects::nonNull);
    }

    private static Set<String> ofAdministration() throws IOException {
        Matcher row = ROLE.matcher(Files.readString(Path.of("src/docs/auth.md")));
        Map<String, String> roles = new LinkedHashMap<>();
        while (row.find()) {
            roles.put(row.group(1), row.group(2));
        }
        Set<String> found = new TreeSet<>();
        try (InputStream in = Files.newInputStream(Path.of("src/docs/openapi.yaml"))) {
            Map<String, Map<String, Map<String, ?>>> document = new Yaml().load(in);
            document.get("paths").forEach((path, item) -> item.keySet().stream()
                    .filter(CHANGING::contains)
                    .map(method -> method.toUpperCase(Locale.ROOT) + " " + path)
                    .filter(operation -> !"agent".equals(roles.get(operation)))
                    .forEach(found::add));
        }
        return found;
    }

    private static long newest() {
        Integer id = given().get("/api/v1/audit?limit=1").path("data[0].id");
        return id == null ? 0 : id;
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }

    private void sql(String text) throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
