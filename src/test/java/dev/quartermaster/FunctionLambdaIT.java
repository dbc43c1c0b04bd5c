package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.metrics.cloudwatch.EmbeddedMetricSchema;
import dev.quartermaster.simulator.Simulator;
import dev.quartermaster.testing.LambdaRuntime;
import dev.quartermaster.testing.PackagedClasses;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The native executable of {@code function.zip}, driven as AWS Lambda drives it. */
class FunctionLambdaIT {

    private static final String ADMIN_KEY = "integration-test-admin-key";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Path LOG = Path.of("target", "function.log");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Simulator simulator;
    private static EmbeddedPostgres postgres;
    private static LambdaRuntime runtime;
    private static Process function;

    @BeforeAll
    static void start() throws Exception {
        simulator = Simulator.start(0);
        postgres = EmbeddedPostgres.start();
        runtime = new LambdaRuntime();
        Path folder = Files.createTempDirectory(Path.of("target"), "function");
        unpack(Path.of("target/function.zip"), folder);
        ProcessBuilder builder = new ProcessBuilder(folder.resolve("bootstrap").toString())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("AWS_LAMBDA_RUNTIME_API", runtime.address());
        environment.put("QUARTERMASTER_ADMIN_KEY", ADMIN_KEY);
        environment.put("OPENAI_API_KEY", "sk-integration-test");
        environment.put(
                "QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL",
                "http://localhost:" + simulator.port() + "/simulator/openai");
        environment.put("QUARTERMASTER_HISTORY_SAFE_IN", "database");
        environment.put("QUARTERMASTER_HISTORY_LINGER", "0s");
        environment.put(
                "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://localhost:" + postgres.getPort() + "/postgres");
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        environment.put(
                "QUARTERMASTER_HISTORY_JOURNAL_DIR",
                folder.toAbsolutePath().resolve("journal").toString());
        function = builder.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (function != null) {
            function.destroy();
            function.waitFor(10, TimeUnit.SECONDS);
        }
        runtime.close();
        simulator.close();
        postgres.close();
    }

    @Test
    void holdsNoClassOfTheSimulator() throws Exception {
        assertThat(PackagedClasses.paths())
                .contains("dev/quartermaster/domain/ProviderId.class")
                .noneMatch(path -> path.startsWith("dev/quartermaster/simulator/"));
    }

    @Test
    void answersAnApiGatewayEvent() throws Exception {
        JsonNode response = call(
                "POST",
                "/v1/chat/completions",
                "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello, Lambda\"}]}",
                ADMIN_KEY);

        assertThat(response.path("statusCode").intValue()).isEqualTo(200);
        assertThat(body(response).at("/choices/0/message/content").textValue()).contains("Hello, Lambda");
        assertThat(header(response, "x-quartermaster-model")).isEqualTo("openai/gpt-4o-mini");
    }

    @Test
    void theRecordIsInTheDatabaseWhenTheAnswerIsThere() throws Exception {
        JsonNode response = call(
                "POST",
                "/v1/chat/completions",
                "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Book me\"}]}",
                ADMIN_KEY);

        try (Connection database = postgres.getPostgresDatabase().getConnection();
                PreparedStatement query =
                        database.prepareStatement("SELECT count(*) FROM invocation WHERE request_id = ?")) {
            query.setString(1, header(response, "x-request-id"));
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        }
    }

    /** CloudWatch makes metrics of them; behind its answer the function may be frozen, and would say nothing more. */
    @Test
    void aLineForCloudWatchIsWrittenBeforeTheAnswerIsThere() throws Exception {
        String agentType = "line-writer";
        String chat = "{\"model\":\"gpt-4o-mini\",\"quartermaster\":{\"agent_type\":\"" + agentType
                + "\"},\"messages\":[{\"role\":\"user\",\"content\":\"Count me\"}]}";
        JsonNode response = call("POST", "/v1/chat/completions", chat, ADMIN_KEY);
        assertThat(response.path("statusCode").intValue()).isEqualTo(200);
        List<JsonNode> lines = EmbeddedMetricSchema.lines(LOG, agentType);

        assertThat(lines).hasSize(1);
        JsonNode line = lines.get(0);
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").textValue()).isEqualTo("Quartermaster/Models");
        assertThat(line.get("ModelId").textValue()).isEqualTo("openai/gpt-4o-mini");
        assertThat(line.get("Success").textValue()).isEqualTo("true");
        assertThat(line.get("ModelInvocations").intValue()).isOne();
        assertThat(line.get("OutputTokens").intValue()).isPositive();
        assertThat(line.get("ModelCost").decimalValue())
                .isEqualByComparingTo(header(response, "x-quartermaster-cost-usd"));
        assertThat(Files.readString(LOG)).doesNotContain("Count me");
    }

    @Test
    void tellsErrorsInTheDialect() throws Exception {
        JsonNode unknown = call(
                "POST",
                "/v1/chat/completions",
                "{\"model\":\"gpt-99\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                ADMIN_KEY);
        assertThat(unknown.path("statusCode").intValue()).isEqualTo(404);
        assertThat(body(unknown).at("/error/code").textValue()).isEqualTo("model_not_found");

        JsonNode stranger = call("GET", "/v1/models", null, "wrong");
        assertThat(stranger.path("statusCode").intValue()).isEqualTo(401);
    }

    private static JsonNode call(String method, String path, String body, String key) throws Exception {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0")
                .put("routeKey", "$default")
                .put("rawPath", path)
                .put("rawQueryString", "");
        ObjectNode headers = event.putObject("headers");
        headers.put("content-type", "application/json")
                .put("authorization", "Bearer " + key)
                .put("host", "localhost");
        event.putObject("requestContext")
                .put("stage", "$default")
                .put("requestId", "r")
                .putObject("http")
                .put("method", method)
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "127.0.0.1");
        event.put("body", body).put("isBase64Encoded", false);
        return JSON.readTree(runtime.invoke(event.toString(), PATIENCE));
    }

    private static JsonNode body(JsonNode response) throws Exception {
        String text = response.path("body").textValue();
        return response.path("isBase64Encoded").booleanValue()
                ? JSON.readTree(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
                : JSON.readTree(text);
    }

    private static String header(JsonNode response, String name) {
        JsonNode single = response.path("headers").path(name);
        return single.isMissingNode()
                ? response.path("multiValueHeaders").path(name).path(0).textValue()
                : single.textValue();
    }

    private static void unpack(Path archive, Path folder) throws Exception {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            var entries = zip.entries();
            while (entries.hasMoreElements()) {
                var entry = entries.nextElement();
                Path file = folder.resolve(entry.getName());
                Files.copy(zip.getInputStream(entry), file);
                assertThat(file.toFile().setExecutable(true)).isTrue();
            }
        }
    }
}
