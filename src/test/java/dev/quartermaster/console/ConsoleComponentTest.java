package dev.quartermaster.console;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.provider.directory.Providers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the console, where everybody may see them. */
@QuarkusTest
class ConsoleComponentTest {

    private static final String SCRIPT = "<script>alert(1)</script>";

    @Inject
    Providers providers;

    @Inject
    AlertService alerts;

    @TestHTTPResource("/console/events?page=overview")
    URI events;

    private final Visitor visitor = new Visitor();
    private final String agent = "console-" + UUID.randomUUID();

    @BeforeEach
    void theDatabaseIsThere() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> given().get("/api/v1/audit").statusCode() == 200);
    }

    @Test
    void theRootLeadsToTheConsole() {
        given().redirects().follow(false).get("/").then().statusCode(303).header("location", equalTo("/console"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/providers",
                "/console/agents",
                "/console/agents/sql_agent",
                "/console/playground",
                "/console/tuning"
            })
    void everyPageObeysThePolicy(String path) {
        Response answer = visitor.get(path);
        String page = answer.asString();

        answer.then()
                .statusCode(200)
                .contentType("text/html")
                .header("content-security-policy", containsString("default-src 'self'"))
                .header("cache-control", "no-store");
        assertThat(Pattern.compile("(?:src|<link[^>]* href)=\"([^\"]*)\"")
                        .matcher(page)
                        .results()
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allMatch(url -> url.matches("/console/assets/[0-9a-f]{12}/[a-z.]+"));
        assertThat(page)
                .doesNotContain("<style", " style=", " onclick", "hx-on", "js:")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContain("NOT_FOUND", "{frame", "{#");
        assertThat(page).contains("<main", "<h1", "lang=\"en\"", "<title>");
    }

    @Test
    void aPageIsSmallOnTheWire() {
        for (String path : List.of("/console", "/console/providers", "/console/agents/sql_agent")) {
            byte[] page = given().config(plainBytes())
                    .header("accept-encoding", "gzip")
                    .get(path)
                    .then()
                    .header("content-encoding", "gzip")
                    .extract()
                    .asByteArray();
            long files = Pattern.compile("/console/assets/[^\"]+")
                    .matcher(visitor.get(path).asString())
                    .results()
                    .map(match -> match.group())
                    .distinct()
                    .mapToLong(ConsoleComponentTest::sizeOnTheWire)
                    .sum();
            assertThat(page.length + files).as(path).isLessThan(150_000);
        }
    }

    private static long sizeOnTheWire(String file) {
        return given().config(plainBytes())
                .header("accept-encoding", "gzip")
                .get(file)
                .then()
                .statusCode(200)
                .header("cache-control", containsString("immutable"))
                .extract()
                .asByteArray()
                .length;
    }

    private static io.restassured.config.RestAssuredConfig plainBytes() {
        return io.restassured.config.RestAssuredConfig.config()
                .decoderConfig(
                        io.restassured.config.DecoderConfig.decoderConfig().noContentDecoders());
    }

    @Test
    void theOwnStyleSheetIsSmall() throws Exception {
        try (var in = ConsoleComponentTest.class.getResourceAsStream("/console/console.css")) {
            assertThat(in.readAllBytes().length).isLessThanOrEqualTo(8192);
        }
    }

    @Test
    void whatIsNoPageIsNotPacked() {
        given().config(plainBytes())
                .header("accept-encoding", "gzip")
                .get("/v1/models")
                .then()
                .statusCode(200)
                .header("content-encoding", nullValue());
    }

    @Test
    void filesOfAnotherVersionAreNotThere() {
        when().get("/console/assets/000000000000/console.js").then().statusCode(404);
    }

    @Test
    void theOverviewShowsProvidersFiguresAndTheirWindow() {
        String page = visitor.get("/console").asString();

        assertThat(providers.states()).allSatisfy(provider -> assertThat(page).contains(">" + provider.id() + "</a>"));
        assertThat(page).contains("Requests", "Errors", "Latency", "Spend", "24 h to ", " UTC");
        assertThat(page).containsPattern("href=\"/api/v1/costs\\?group_by=hour&(amp;)?from=20");
    }

    @Test
    void namesAreTextAndNothingElse() {
        alerts.raise(new AlertRequest(AlertKind.UNUSUAL_USAGE, SCRIPT, SCRIPT + " told", Map.of()));

        for (String path : List.of(
                "/console",
                "/console/agents?q=" + SCRIPT,
                "/console/agents?open=" + SCRIPT,
                "/console/agents/x?done=" + SCRIPT)) {
            assertThat(given().urlEncodingEnabled(true).get(path).asString())
                    .as(path)
                    .doesNotContain(SCRIPT);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        visitor.get("/console").asString())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        visitor.get("/console/agents/" + agent);
        visitor.post(
                        "/console/agents/" + agent,
                        Map.of(
                                "act",
                                "check",
                                "new",
                                "yes",
                                "model",
                                SCRIPT,
                                "canary_model",
                                SCRIPT,
                                "stop",
                                "</textarea>"))
                .then()
                .statusCode(400)
                .body(not(containsString(SCRIPT)))
                .body(containsString("&lt;script&gt;"))
                .body(containsString("&lt;/textarea&gt;"));
    }

    @Test
    void anAgentIsTriedSavedAndTakenBack() {
        visitor.get("/console/agents/" + agent).then().statusCode(200).body(containsString("new"));
        visitor.post(
                        "/console/agents/" + agent,
                        Map.of(
                                "act",
                                "check",
                                "new",
                                "yes",
                                "revision",
                                "0",
                                "enabled",
                                "on",
                                "model",
                                "openai/gpt-4o"))
                .then()
                .statusCode(200)
                .body(containsString("Dry run: nothing is changed yet"))
                .body(containsString("openai/gpt-4o"));
        when().get("/api/v1/agents/" + agent).then().statusCode(404);

        save("0", true, "openai/gpt-4o", Map.of()).then().statusCode(303);
        assertThat(served()).isEqualTo("openai/gpt-4o");

        save("1", false, "openai/gpt-4o-mini", Map.of("temperature", "0.5"))
                .then()
                .statusCode(303);
        assertThat(served()).isEqualTo("openai/gpt-4o-mini");
        when().get("/api/v1/agents/" + agent)
                .then()
                .body("parameters.temperature", equalTo(0.5f))
                .body("revision", equalTo(2));
        when().get("/api/v1/audit?subject_kind=agent&subject_id=" + agent)
                .then()
                .body("data[0].source", equalTo("console"));

        visitor.get("/console/agents/" + agent).then().body(containsString("Roll back to revision 1"));
        visitor.post("/console/agents/" + agent + "/rollback", Map.of("revision", "2", "target", "1"))
                .then()
                .statusCode(303);
        assertThat(served()).isEqualTo("openai/gpt-4o");
    }

    @Test
    void whatTheFormDoesNotShowStays() {
        given().contentType(ContentType.JSON)
                .body("{\"model\":\"openai/gpt-4o\",\"canary\":{\"model\":\"openai/gpt-4o-mini\",\"traffic_percent\":5,"
                        + "\"rule\":{\"min_requests\":77}}}")
                .put("/api/v1/agents/" + agent)
                .then()
                .statusCode(201);
        visitor.get("/console/agents/" + agent).then().body(containsString("value=\"5\""));

        save("1", false, "openai/gpt-4o", Map.of("canary_model", "openai/gpt-4o-mini", "canary_percent", "25"))
                .then()
                .statusCode(303);

        when().get("/api/v1/agents/" + agent)
                .then()
                .body("canary.traffic_percent", equalTo(25.0f))
                .body("canary.rule.min_requests", equalTo(77));
    }

    @Test
    void twoPeopleAtOneAgentSeeBothVersions() {
        save("0", true, "openai/gpt-4o", Map.of()).then().statusCode(303);
        save("1", false, "openai/gpt-4o-mini", Map.of()).then().statusCode(303);

        Response late = save("1", false, "anthropic/claude-haiku-4-5", Map.of("seed", "7"));

        late.then()
                .statusCode(409)
                .body(containsString("Somebody was faster"))
                .body(containsString("<td>openai/gpt-4o-mini</td><td>anthropic/claude-haiku-4-5</td>"))
                .body(containsString("name=\"revision\" value=\"2\""))
                .body(containsString("<option value=\"anthropic/claude-haiku-4-5\" selected>"));
        when().get("/api/v1/agents/" + agent).then().body("model", equalTo("openai/gpt-4o-mini"));
        visitor.post("/console/agents/" + agent + "/rollback", Map.of("revision", "1", "target", "1"))
                .then()
                .statusCode(409)
                .body(containsString("is at revision 2 now, not 1"))
                .body(containsString("name=\"revision\" value=\"2\""));
        save("2", false, "anthropic/claude-haiku-4-5", Map.of("seed", "7"))
                .then()
                .statusCode(303);
        when().get("/api/v1/agents/" + agent).then().body("parameters.seed", equalTo(7));
    }

    @Test
    void aMistakeIsToldAtItsFieldAndNothingOfTheFormIsLost() {
        visitor.get("/console/agents/" + agent);

        save("0", true, "openai/gpt-4o", Map.of("temperature", "hot", "seed", "12"))
                .then()
                .statusCode(400)
                .body(containsString("temperature"))
                .body(containsString("value=\"hot\""))
                .body(containsString("aria-invalid=\"true\""))
                .body(containsString("value=\"12\""));
    }

    @Test
    void onlyModelsThatFitAreOffered() {
        visitor.get("/console/agents/" + agent + "/models?provider=anthropic&features=tools")
                .then()
                .statusCode(200)
                .body(containsString("anthropic/claude-haiku-4-5"))
                .body(not(containsString("openai/")))
                .body(containsString(" per 1M · "));
    }

    @Test
    void aProviderIsProbed() {
        visitor.get("/console/providers");

        visitor.post("/console/providers", Map.of("act", "probe", "provider", "openai"))
                .then()
                .statusCode(200)
                .body(containsString("openai answered in "));
        visitor.post("/console/providers", Map.of("act", "probe", "provider", SCRIPT))
                .then()
                .statusCode(404)
                .body(not(containsString(SCRIPT)));
    }

    @Test
    void changesAreStreamed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(events)
                .header("accept", "text/event-stream")
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());

        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.startsWith("event: state")) {
                line = lines.readLine();
            }
            assertThat(line).isEqualTo("event: state");
            assertThat(lines.readLine()).startsWith("data: ").contains("Providers");
        }
    }

    private Response save(String revision, boolean isNew, String model, Map<String, String> more) {
        visitor.get("/console/agents/" + agent);
        Map<String, String> fields = new java.util.HashMap<>(more);
        fields.putAll(Map.of("act", "save", "revision", revision, "enabled", "on", "model", model));
        if (isNew) {
            fields.put("new", "yes");
        }
        return visitor.post("/console/agents/" + agent, fields);
    }

    private String served() {
        return given().contentType(ContentType.JSON)
                .body("{\"model\":\"agent:" + agent + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .extract()
                .header("x-quartermaster-model");
    }
}
