package dev.quartermaster;

import static dev.quartermaster.testing.FunctionWorld.ADMIN_KEY;
import static dev.quartermaster.testing.LambdaEvents.balancer;
import static dev.quartermaster.testing.LambdaEvents.body;
import static dev.quartermaster.testing.LambdaEvents.chat;
import static dev.quartermaster.testing.LambdaEvents.header;
import static dev.quartermaster.testing.LambdaEvents.payload1;
import static dev.quartermaster.testing.LambdaEvents.payload2;
import static dev.quartermaster.testing.LambdaEvents.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.testing.FunctionWorld;
import dev.quartermaster.testing.LambdaEvents;
import dev.quartermaster.testing.LambdaRuntime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of event, on one function that has to live through all of them. */
class FunctionEventsLambdaIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final Duration USUAL = LambdaRuntime.TIMEOUT;

    private static FunctionWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new FunctionWorld(
                "function-events.log",
                Map.of("QUARTERMASTER_FAILOVER_ROUNDS", "20ms", "QUARTERMASTER_FAILOVER_DEADLINE", "50s"));
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @AfterEach
    void calm() throws Exception {
        world.calm();
        assertThat(world.function.isAlive()).isTrue();
    }

    @Test
    void anHttpApiAndAFunctionUrl() throws Exception {
        JsonNode answer = world.invoke(payload2("GET", "/api/v1/models", "provider=openai&limit=1", null, ADMIN_KEY));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
        assertThat(body(answer).path("data")).hasSize(1);
        assertThat(header(answer, "content-type")).startsWith("application/json");
        assertThat(answer.has("multiValueHeaders")).isFalse();
    }

    @Test
    void aRestApi() throws Exception {
        ObjectNode event = payload1("GET", "/api/v1/models", null, ADMIN_KEY);
        event.putObject("multiValueQueryStringParameters").putArray("limit").add("1");
        JsonNode answer = world.invoke(event);

        assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
        assertThat(body(answer).path("data")).hasSize(1);
        assertThat(answer.at("/multiValueHeaders/content-type/0").textValue()).startsWith("application/json");
        assertThat(answer.has("headers")).isFalse();
    }

    @Test
    void aLoadBalancer() throws Exception {
        JsonNode answer = world.invoke(balancer("POST", CHAT, chat("Over the bridge"), ADMIN_KEY));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
        assertThat(answer.path("statusDescription").textValue()).isEqualTo("200 OK");
        assertThat(text(answer)).contains("Over the bridge");
    }

    @Test
    void aBodyAsBase64() throws Exception {
        ObjectNode event = payload2("POST", CHAT, "", null, ADMIN_KEY);
        event.put("body", Base64.getEncoder().encodeToString(chat("Grüße").getBytes(StandardCharsets.UTF_8)))
                .put("isBase64Encoded", true);

        assertThat(text(world.invoke(event))).contains("Grüße");

        JsonNode broken = world.invoke(event.put("body", "***"));
        assertThat(broken.path("statusCode").intValue()).isEqualTo(400);
        assertThat(text(broken)).contains("Base64");
    }

    @Test
    void anErrorIsToldInTheDialectOfThePath() throws Exception {
        JsonNode stranger = world.invoke(payload2("POST", "/v1/messages", "", "{}", "wrong"));

        assertThat(stranger.path("statusCode").intValue()).isEqualTo(401);
        assertThat(body(stranger).path("type").textValue()).isEqualTo("error");
    }

    @Test
    void aStreamComesInOnePieceAndSaysSo() throws Exception {
        String streamed = chat("Slowly").replace("{\"model\"", "{\"stream\":true,\"model\"");
        JsonNode answer = world.invoke(payload2("POST", CHAT, "", streamed, ADMIN_KEY));

        assertThat(header(answer, "content-type")).startsWith("text/event-stream");
        assertThat(text(answer)).contains("Slowly").contains("data: [DONE]");
        assertThat(header(answer, "x-quartermaster-warnings")).contains("stream: AWS Lambda answers in one piece");
    }

    @Test
    void aRequestThatIsTooLargeIsToldSo() throws Exception {
        JsonNode answer = world.invoke(payload2("POST", CHAT, "", chat("x".repeat(LambdaRuntime.LARGEST)), ADMIN_KEY));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(413);
        assertThat(body(answer).at("/error/code").textValue()).isEqualTo("request_too_large");
        assertThat(body(answer).at("/error/message").textValue()).contains("AWS Lambda");
    }

    @Test
    void anAnswerThatIsTooLargeIsToldSo() throws Exception {
        // The simulator repeats the question, which the event holds as compactly as can be; as JSON it takes twice as
        // much.
        world.fault("{\"provider\":\"openai\",\"text\":\"" + "y".repeat(LambdaRuntime.LARGEST) + "\",\"times\":1}");
        JsonNode answer = world.invoke(payload2("POST", CHAT, "", chat("Much"), ADMIN_KEY));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(502);
        assertThat(body(answer).at("/error/message").textValue()).contains("AWS Lambda returns no more than");
    }

    @Test
    void aLargeRequestWithinTheLimitIsServed() throws Exception {
        JsonNode answer =
                world.invoke(payload2("POST", CHAT, "", chat("z".repeat(LambdaRuntime.LARGEST - 10_000)), ADMIN_KEY));

        // What no model can take is refused for its length in tokens, and not by the function.
        assertThat(answer.path("statusCode").intValue()).isIn(200, 400);
        assertThat(text(answer)).doesNotContain("AWS Lambda");
    }

    @Test
    void aSlowProviderIsGivenUpBeforeTheInvocationEnds() throws Exception {
        world.fault("{\"provider\":\"openai\",\"delay_ms\":20000}");
        long start = System.nanoTime();
        LambdaRuntime.Result result =
                world.invoke(payload2("POST", CHAT, "", chat("Hurry"), ADMIN_KEY), Duration.ofSeconds(8));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        JsonNode answer = new ObjectMapper().readTree(result.body());

        assertThat(took).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(answer.path("statusCode").intValue()).isEqualTo(504);
        assertThat(body(answer).at("/error/code").textValue()).isEqualTo("upstream_timeout");
        assertThat(records(answer)).isEqualTo("1");
    }

    @Test
    void aSlowStreamEndsWithAnErrorBeforeTheInvocationDoes() throws Exception {
        world.fault(
                "{\"provider\":\"openai\",\"chunk_delay_ms\":1500,\"text\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\"]}");
        String streamed = chat("Slowly").replace("{\"model\"", "{\"stream\":true,\"model\"");
        LambdaRuntime.Result result =
                world.invoke(payload2("POST", CHAT, "", streamed, ADMIN_KEY), Duration.ofSeconds(8));
        JsonNode answer = new ObjectMapper().readTree(result.body());

        assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
        assertThat(text(answer)).contains("upstream_timeout").contains("\"content\":\"a\"");
        assertThat(records(answer)).isEqualTo("1");
    }

    @Test
    void aStreamWithoutAnEndIsCut() throws Exception {
        LambdaRuntime.Result result =
                world.invoke(payload2("GET", "/api/v1/alerts/stream", "", null, ADMIN_KEY), Duration.ofSeconds(3));
        JsonNode answer = new ObjectMapper().readTree(result.body());

        assertThat(result.failed()).isFalse();
        assertThat(answer.path("statusCode").intValue()).isIn(200, 504);
    }

    @Test
    void aTickDoesAJob() throws Exception {
        JsonNode result = world.invoke("{\"job\":\"history-retention\"}");

        assertThat(result.path("job").textValue()).isEqualTo("history-retention");
        assertThat(result.path("status").textValue()).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health-probes",
                "paid-probes",
                "performance",
                "unusual-usage",
                "alert-retention",
                "budget-retention",
                "budget-leases",
                "key-uses",
                "model-warnings",
                "cloudwatch-metrics",
                "telemetry",
                "migrate",
                "credential-reseal"
            })
    void everyJobCanBeDone(String job) throws Exception {
        assertThat(world.invoke(Map.of("job", job)).path("status").textValue()).isEqualTo("done");
    }

    @Test
    void anUnknownJobIsToldWithThoseThatThereAre() throws Exception {
        JsonNode result = world.invoke("{\"job\":\"no/such job\"}");

        assertThat(result.path("status").intValue()).isEqualTo(404);
        assertThat(result.path("detail").textValue()).contains("no/such job").contains("history-retention");
    }

    @Test
    void nobodyReachesAJobByHttp() throws Exception {
        String path = "/internal/jobs/history-retention";
        for (ObjectNode event : List.of(
                payload2("POST", path, "", "", ADMIN_KEY),
                payload2("POST", "/v1/..%2finternal/jobs/history-retention", "", "", ADMIN_KEY),
                payload2("POST", "//internal//jobs/history-retention", "", "", ADMIN_KEY),
                payload1("POST", path, "", ADMIN_KEY),
                balancer("POST", path, "", ADMIN_KEY),
                payload2("POST", path, "", "", "wrong"),
                payload2("POST", "/internal/records", "", "{}", ADMIN_KEY))) {
            event.put("job", "history-retention");
            assertThat(world.invoke(event).path("statusCode").intValue())
                    .as(event.toString())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatIsNoRequestAndNoJobIsToldSo() throws Exception {
        assertThat(unsupported(LambdaEvents.scheduled()))
                .contains("EventBridge")
                .contains("{\"job\"");
        assertThat(unsupported("{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":\"x\"}]}"))
                .contains("aws:sqs");
        assertThat(unsupported("{}")).contains("not supported");
        assertThat(unsupported("[1]")).contains("no JSON object");
        assertThat(unsupported("\"text\"")).contains("no JSON object");
        assertThat(unsupported("{\"job\":")).contains("no JSON");
        assertThat(unsupported("")).isNotEmpty();
    }

    private static String unsupported(Object event) throws Exception {
        JsonNode error = world.invoke(event).path("error");
        assertThat(error.path("code").textValue()).isEqualTo("unsupported_event");
        return error.path("message").textValue();
    }

    @Test
    void linesThatAreNoRecordsAreCounted() throws Exception {
        JsonNode result =
                world.invoke(LambdaEvents.subscription(List.of("plain text", "{\"quartermaster\":\"other\"}")));

        assertThat(result.path("booked").intValue()).isZero();
        assertThat(result.path("unreadable").intValue()).isEqualTo(2);
    }

    @Test
    void linesThatAreBrokenFailTheInvocation() throws Exception {
        LambdaRuntime.Result result = world.invoke("{\"awslogs\":{\"data\":\"AAAA\"}}", USUAL);

        assertThat(result.failed()).isTrue();
        assertThat(result.body()).contains("awslogs.data");
    }

    private static String records(JsonNode answer) throws Exception {
        return world.database
                .texts("SELECT count(*) FROM invocation WHERE request_id = '" + header(answer, "x-request-id") + "'")
                .get(0);
    }
}
