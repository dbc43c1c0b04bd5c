package dev.quartermaster;

import static dev.quartermaster.testing.LambdaEvents.body;
import static dev.quartermaster.testing.LambdaEvents.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.metrics.cloudwatch.EmbeddedMetricSchema;
import dev.quartermaster.testing.FunctionWorld;
import dev.quartermaster.testing.LambdaEvents;
import dev.quartermaster.testing.PackagedClasses;
import dev.quartermaster.testing.StoppableDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The function of {@code function.zip}, native or on a JVM, driven as AWS Lambda drives it. */
class FunctionLambdaIT {

    private static final Path LOG = Path.of("target/function.log");

    private static FunctionWorld world;
    private static StoppableDatabase database;

    @BeforeAll
    static void start() throws Exception {
        world = new FunctionWorld(LOG.getFileName().toString(), Map.of());
        database = world.database;
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @Test
    void holdsNoClassOfTheSimulator() throws Exception {
        assertThat(PackagedClasses.paths())
                .contains("dev/quartermaster/domain/ProviderId.class")
                .noneMatch(path -> path.startsWith("dev/quartermaster/simulator/"))
                .noneMatch(path -> path.startsWith("dev/quartermaster/console/tuning/"));
    }

    @Test
    void answersAnApiGatewayEvent() throws Exception {
        JsonNode response = call(
                "POST",
                "/v1/chat/completions",
                "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello, Lambda\"}]}",
                FunctionWorld.ADMIN_KEY);

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
            return new ObjectMapper().readTree(line).at("/row/request_id").textValue();
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(line, notJson);
        }
    }

    private static JsonNode ask(String question) throws Exception {
        return call(
                "POST",
                "/v1/chat/completions",
                "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"" + question + "\"}]}",
                FunctionWorld.ADMIN_KEY);
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
        JsonNode response = call("POST", "/v1/chat/completions", chat, FunctionWorld.ADMIN_KEY);
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
                FunctionWorld.ADMIN_KEY);
        assertThat(unknown.path("statusCode").intValue()).isEqualTo(404);
        assertThat(body(unknown).at("/error/code").textValue()).isEqualTo("model_not_found");

        JsonNode stranger = call("GET", "/v1/models", null, "wrong");
        assertThat(stranger.path("statusCode").intValue()).isEqualTo(401);
    }

    private static JsonNode call(String method, String path, String body, String key) throws Exception {
        return world.invoke(LambdaEvents.payload2(method, path, "", body, key));
    }
}
