package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.metrics.cloudwatch.EmbeddedMetricSchema;
import dev.quartermaster.simulator.Simulator;
import dev.quartermaster.testing.LambdaRuntime;
import dev.quartermaster.testing.PackagedClasses;
import dev.quartermaster.testing.StoppableDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The native executable of {@code function.zip}, driven as AWS Lambda drives it. */
class FunctionLambdaIT {

    private static final String ADMIN_KEY = "integration-test-admin-key";
    private static final Path LOG = Path.of("target/function.log");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Simulator simulator;
    private static StoppableDatabase database;
    private static LambdaRuntime runtime;
    private static Process function;

    @BeforeAll
    static void start() throws Exception {
        simulator = Simulator.start(0);
        database = new StoppableDatabase();
        // As deployment/migrate.sh does before the function is deployed.
        Flyway.configure()
                .dataSource("jdbc:" + database.url(), "postgres", "postgres")
                .load()
                .migrate();
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
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.url());
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
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
        database.close();
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
        JsonNode response = ask("Book me");

        assertThat(header(response, "x-quartermaster-warnings")).isNull();
        assertThat(records(response)).isEqualTo("1");
    }

    @Test
    void anAnswerSaysThatItsRecordIsLateAndTheNextOneBringsIt() throws Exception {
        ask("Is the database there?");
        database.close();
        JsonNode late = ask("Book me later");
        database.start();
        JsonNode next = ask("And now?");

        assertThat(late.path("statusCode").intValue()).isEqualTo(200);
        assertThat(header(late, "x-quartermaster-warnings")).contains("record: not in the database yet");
        assertThat(Files.readAllLines(LOG).stream()
                        .filter(line -> line.startsWith("{\"quartermaster\":\"late_record\",\"kind\":\"invocation\""))
                        .map(FunctionLambdaIT::requestOf))
                .contains(header(late, "x-request-id"));
        assertThat(header(next, "x-quartermaster-warnings")).isNull();
        assertThat(records(late)).isEqualTo("1");
        assertThat(records(next)).isEqualTo("1");
    }

    private static String requestOf(String line) {
        try {
            return JSON.readTree(line).at("/row/request_id").textValue();
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(line, notJson);
        }
    }

    private static JsonNode ask(String question) throws Exception {
        return call(
                "POST",
                "/v1/chat/completions",
                "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"" + question + "\"}]}",
                ADMIN_KEY);
    }

    private static String records(JsonNode response) throws Exception {
        return database.texts(
                        "SELECT count(*) FROM invocation WHERE request_id = '" + header(response, "x-request-id") + "'")
                .get(0);
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
