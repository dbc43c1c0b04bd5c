package dev.quartermaster.api.entry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.quartermaster.credentials.secrets.FakeSecretsManager;
import dev.quartermaster.testing.KeyMakingWorld;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import dev.quartermaster.testing.Spread;
import dev.quartermaster.testing.StubOpenIdProvider;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the packaged service safe, seen from outside of it. */
class DefencesIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_CONNECTIONS = 50;
    private static final Path LOG = Path.of("target", "defences.log");
    private static final String SECRET = "secret-of-the-integration-test";
    private static final String SECRET_ID = "/ai-agent/llm-secrets/it";
    private static final String GPT = "openai/gpt-4o-mini";
    private static final String CLAUDE = "anthropic/claude-haiku-4-5";

    private static final KeyMakingWorld WORLD = new KeyMakingWorld();

    private static Map<String, String> settings;
    private static FakeSecretsManager secrets;
    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        Files.deleteIfExists(LOG);
        settings = new HashMap<>(WORLD.start());
        settings.put("quartermaster.http.patience", PATIENCE.toSeconds() + "s");
        settings.put("quartermaster.http.least-rate", "32K");
        settings.put("quarkus.http.limits.max-connections", Integer.toString(MOST_CONNECTIONS));
        secrets = new FakeSecretsManager(SECRET);
        secrets.put(SECRET_ID, secret("sk-ant-of-secrets-manager-a001"));
        Map<String, String> more = new HashMap<>(settings);
        more.put("quartermaster.secrets.aws.secret-id", SECRET_ID);
        more.put("quartermaster.secrets.aws.base-url", secrets.url());
        more.put("quartermaster.secrets.aws.refresh", "24h");
        more.put("quartermaster.secrets.aws.timeout", "20s");
        more.put("aws.accessKeyId", "AKIDINTEGRATION");
        more.put("aws.secretAccessKey", SECRET);
        service = RunningService.start(more, LOG);
        awaitKeys(service);
    }

    @AfterAll
    static void stop() {
        service.close();
        secrets.close();
        WORLD.stop();
    }

    @Test
    void slowClientsAreCutOffAndOthersAreNot() throws Exception {
        assertThat(new SlowWays(URI.create(service.url()), OutsideWorld.ADMIN_KEY, PATIENCE).go())
                .hasSizeGreaterThan(10)
                .allSatisfy((way, isTreatedWell) ->
                        assertThat(isTreatedWell).as("a client that %s", way).isTrue());
    }

    @Test
    void thereAreNoMoreConnectionsThanThereMayBe() throws IOException {
        URI address = URI.create(service.url());
        List<RawClient> silent = new ArrayList<>();
        for (int i = 0; i < MOST_CONNECTIONS; i++) {
            silent.add(new RawClient(address));
        }
        try (RawClient refused = new RawClient(address)) {
            refused.trySend("GET /q/health/live HTTP/1.1\r\nhost: here\r\n\r\n");
            assertThat(refused.read(LONG)).isEmpty();
        }
        for (RawClient client : silent) {
            client.close();
        }
        await().atMost(LONG).until(service::isReady);
    }

    @Test
    void aRowOfTheTrailThatSomebodyChangesShows() throws SQLException {
        admin(service).delete("/api/v1/cache").then().statusCode(200);
        admin(service)
                .get("/api/v1/audit/verification")
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("broken", nullValue());
        try (Connection database = DriverManager.getConnection(
                        "jdbc:" + settings.get("quarkus.datasource.reactive.url"), "postgres", "postgres");
                Statement statement = database.createStatement();
                ResultSet last = statement.executeQuery("SELECT max(id) FROM audit")) {
            last.next();
            int id = last.getInt(1);
            statement.execute("UPDATE audit SET source = source || '!' WHERE id = " + id);

            admin(service)
                    .get("/api/v1/audit/verification")
                    .then()
                    .statusCode(200)
                    .body("intact", equalTo(false))
                    .body("broken.id", equalTo(id));
            statement.execute("UPDATE audit SET source = left(source, -1) WHERE id = " + id);
        }
        admin(service).get("/api/v1/audit/verification").then().body("intact", equalTo(true));
    }

    @Test
    void aTokenOfTheOpenIdProviderMayWhatItsRoleMay() {
        String agent = StubOpenIdProvider.token(Map.of());
        await().atMost(LONG)
                .until(() -> bearer(service, agent).get("/v1/models").statusCode() == 200);

        bearer(service, agent).get("/api/v1/status").then().statusCode(403);
        String operator = StubOpenIdProvider.token(Map.of("role", "quartermaster-operator"));
        bearer(service, operator).get("/api/v1/status").then().statusCode(200);
        bearer(service, operator).delete("/api/v1/cache").then().statusCode(403);
        for (String wrong : List.of(
                StubOpenIdProvider.forged(Map.of()),
                StubOpenIdProvider.token(Map.of("aud", "somebody-else")),
                StubOpenIdProvider.token(Map.of("exp", "1")))) {
            bearer(service, wrong).get("/v1/models").then().statusCode(401);
        }
    }

    @Test
    void aKeyOfSecretsManagerIsReadAgainAfterItsProviderRefusedIt() {
        entry(service, "anthropic").then().body("credentials_source", equalTo("secrets_manager"));
        assertThat(ask(service, CLAUDE)).isEqualTo(200);
        assertThat(lastKey()).isEqualTo("a001");
        secrets.put(SECRET_ID, secret("sk-ant-renewed-in-secrets-manager-a002"));
        try {
            refuseAllBut("sk-ant-renewed-in-secrets-manager-a002");

            assertThat(ask(service, CLAUDE)).isEqualTo(502);

            await().atMost(LONG).until(() -> ask(service, CLAUDE) == 200);
            assertThat(lastKey()).isEqualTo("a002");
        } finally {
            given().delete(simulator() + "/faults").then().statusCode(204);
        }
    }

    @Test
    void aKeyActsAsItsAgentTypesOnly() {
        String key = admin(service)
                .contentType("application/json")
                .body("{\"name\":\"sql\",\"role\":\"agent\",\"agent_types\":[\"sql\"]}")
                .post("/api/v1/keys")
                .jsonPath()
                .getString("key");

        ask(bearer(service, key).header("x-agent-type", "sql"), GPT).then().statusCode(200);
        ask(bearer(service, key).header("x-agent-type", "other"), GPT)
                .then()
                .statusCode(403)
                .body("error.param", equalTo("quartermaster.agent_type"));
    }

    /** Its settings are those of the first one, but for a key that stands in a file where it starts. */
    @Test
    void aSecondInstanceKnowsAtOnceWhatWasChangedAtTheFirst(@TempDir Path folder, TestReporter reporter)
            throws Exception {
        Map<String, String> others = new HashMap<>(settings);
        others.remove("quartermaster.providers.anthropic.api-key");
        others.put(
                "quartermaster.history.journal-dir", folder.resolve("journal").toString());
        Files.writeString(folder.resolve(".env"), "ANTHROPIC_API_KEY=sk-ant-of-a-file-e001\n");
        try (RunningService second = RunningService.startIn(folder, others, LOG)) {
            entry(second, "anthropic")
                    .then()
                    .body("credentials_source", equalTo("env_file"))
                    .body("credentials[0].source", equalTo("ANTHROPIC_API_KEY"));
            assertThat(ask(second, CLAUDE)).isEqualTo(200);
            assertThat(lastKey()).isEqualTo("e001");
            awaitKeys(second);

            Duration revoked = Spread.quickest(round -> untilRevoked(second));
            Duration served = Spread.quickest(round -> untilServed(second, "sk-set-at-the-first-000" + round));
            admin(service).delete("/api/v1/providers/openai/credentials");

            reporter.publishEntry("a revoked key is refused by the other instance after", revoked.toString());
            reporter.publishEntry("a provider's new key serves at the other instance after", served.toString());
            assertThat(revoked).isLessThan(Spread.LONGEST);
            assertThat(served).isLessThan(Spread.LONGEST);
        }
    }

    private static Duration untilRevoked(RunningService second) {
        Response made = admin(service)
                .contentType("application/json")
                .body("{\"name\":\"short-lived\",\"role\":\"agent\"}")
                .post("/api/v1/keys");
        String key = made.jsonPath().getString("key");
        Spread.until(() -> bearer(second, key).get("/v1/models").statusCode() == 200);
        admin(service)
                .delete("/api/v1/keys/" + made.jsonPath().getString("id"))
                .then()
                .statusCode(204);
        return Spread.until(() -> bearer(second, key).get("/v1/models").statusCode() != 200);
    }

    private static Duration untilServed(RunningService second, String key) {
        admin(service)
                .contentType("application/json")
                .body("{\"api_key\":\"" + key + "\",\"validate\":false}")
                .put("/api/v1/providers/openai/credentials")
                .then()
                .statusCode(200);
        return Spread.until(() -> ask(second, GPT) == 200 && lastKey().equals(key.substring(key.length() - 4)));
    }

    private static void awaitKeys(RunningService of) {
        await().atMost(LONG).until(() -> List.of("ok", "ok")
                .equals(admin(of)
                        .get("/api/v1/status")
                        .jsonPath()
                        .getList("dependencies.findAll { it.name in ['caller_keys', 'provider_keys'] }.state")));
    }

    private static RequestSpecification bearer(RunningService of, String key) {
        // Each on a connection of its own that ends with it: there are not many.
        return given().baseUri(of.url()).header("connection", "close").header("authorization", "Bearer " + key);
    }

    private static RequestSpecification admin(RunningService of) {
        return bearer(of, OutsideWorld.ADMIN_KEY);
    }

    private static Response entry(RunningService of, String provider) {
        return admin(of).get("/api/v1/providers/" + provider);
    }

    private static int ask(RunningService of, String model) {
        return ask(admin(of), model).statusCode();
    }

    private static Response ask(RequestSpecification caller, String model) {
        return caller.contentType("application/json")
                .body("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
                        + "\"quartermaster\":{\"fallbacks\":[]}}")
                .post("/v1/chat/completions");
    }

    private static void refuseAllBut(String key) {
        given().contentType("application/json")
                .body("{\"provider\":\"anthropic\",\"operation\":\"*\",\"status\":401,\"accepted_keys\":[\"" + key
                        + "\"]}")
                .post(simulator() + "/faults")
                .then()
                .statusCode(201);
    }

    /** How the key of the last call that reached a provider ends. */
    private static String lastKey() {
        return given().get(simulator() + "/calls")
                .jsonPath()
                .getString("calls.findAll { it.operation == 'chat' }[-1].key_suffix");
    }

    private static String simulator() {
        return settings.get("test.simulator.url");
    }

    private static String secret(String anthropic) {
        return "{\"ANTHROPIC_API_KEY\":\"" + anthropic + "\"}";
    }
}
