package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quartermaster.aws.SignatureCheck;
import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics of the packaged service: in its scrape, and at a CloudWatch that does not take them. */
class MetricsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path LOG = Path.of("target", "metrics.log");
    private static final String SECRET = "secret-of-the-integration-test";
    private static final int MOST_PENDING = 20;
    private static final int AGENTS = 8;

    private static final OutsideWorld WORLD = new OutsideWorld();
    private static final List<Put> PUTS = new CopyOnWriteArrayList<>();
    private static Map<String, String> settings;
    private static HttpServer cloudWatch;
    private static RunningService service;
    private static volatile int status = 200;
    private static volatile String answer = "";

    private record Put(Map<String, String> headers, String body) {}

    @BeforeAll
    static void start() throws IOException {
        Files.deleteIfExists(LOG);
        cloudWatch = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloudWatch.createContext("/", MetricsIT::take);
        cloudWatch.start();
        settings = new HashMap<>(WORLD.start());
        settings.put("quartermaster.metrics.cloudwatch.enabled", "true");
        settings.put(
                "quartermaster.metrics.cloudwatch.base-url",
                "http://127.0.0.1:" + cloudWatch.getAddress().getPort());
        settings.put("quartermaster.metrics.cloudwatch.max-pending", String.valueOf(MOST_PENDING));
        settings.put("aws.accessKeyId", "AKIDINTEGRATION");
        settings.put("aws.secretAccessKey", SECRET);
        service = RunningService.start(settings, LOG);
    }

    private static void take(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        PUTS.add(new Put(headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        cloudWatch.stop(0);
        WORLD.stop();
    }

    @BeforeEach
    void calm() {
        answers(200, "");
        given().delete(settings.get("test.simulator.url") + "/faults").then().statusCode(204);
        flush();
    }

    private static void answers(int code, String body) {
        answer = body;
        status = code;
    }

    private static void refuses(int code, String error) {
        answers(code, "<ErrorResponse><Error><Code>" + error + "</Code></Error></ErrorResponse>");
    }

    @Test
    void whatAThrottledCloudWatchDoesNotTakeIsKeptWithinItsBound() {
        refuses(400, "Throttling");
        ask("patient", false, question());
        JsonPath report = flush();
        int lost = report.getInt("dropped");
        assertThat(report.getInt("sent")).isZero();
        assertThat(report.getInt("pending")).isBetween(5, MOST_PENDING);
        assertThat(report.getString("problem")).contains("Throttling");
        assertThat(told()).contains("degraded", "Throttling", " data wait, " + lost + " were dropped");

        for (int i = 0; i < AGENTS; i++) {
            assertThat(ask("crowd-" + i, false, question()).statusCode()).isEqualTo(200);
        }
        report = flush();
        assertThat(report.getInt("pending")).isEqualTo(MOST_PENDING);
        assertThat(report.getInt("dropped") - lost).isGreaterThanOrEqualTo(AGENTS * 5 - MOST_PENDING);
        assertThat(told()).contains("degraded", MOST_PENDING + " data wait");
        assertThat(value("quartermaster_cloudwatch_pending")).isEqualTo(MOST_PENDING);

        answers(200, "");
        report = flush();
        assertThat(report.getInt("sent")).isEqualTo(MOST_PENDING);
        assertThat(report.getInt("pending")).isZero();
        assertThat(told()).contains("state:ok");
        Put last = PUTS.get(PUTS.size() - 1);
        assertThat(last.body()).contains("Action=PutMetricData", "Quartermaster%2FModels");
        assertThat(SignatureCheck.isSigned(SECRET, "monitoring", "POST", "/", last.headers(), last.body()))
                .isTrue();
    }

    @Test
    void whatCloudWatchForbidsIsKeptAndWhatItCallsWrongIsDropped() {
        refuses(403, "AccessDenied");
        ask("forbidden", false, question());
        JsonPath report = flush();
        int waiting = report.getInt("pending");
        assertThat(waiting).isPositive();
        assertThat(told()).contains("degraded", "403", "AccessDenied");

        double before = value("quartermaster_cloudwatch_dropped_total");
        refuses(400, "InvalidParameterValue");
        assertThat(flush().getInt("pending")).isZero();
        assertThat(value("quartermaster_cloudwatch_dropped_total") - before).isEqualTo(waiting);
    }

    /** The list of what is to be watched, with the labels by which it is told apart. */
    @Test
    void aScrapeHasAllThatIsWatched() {
        budget("watched-limit", "thrifty", "block", "0.000000001");
        budget("watched-alert", "watched", "alert", "0.000000001");
        String question = question();
        ask("watched", false, question);
        ask("watched", false, question);
        ask("watched", true, question());
        await().atMost(PATIENCE).until(() -> ask("thrifty", false, question()).statusCode() == 429);
        given().contentType("application/json")
                .body("{\"provider\":\"openai\",\"model\":\"gpt-4o-mini\",\"status\":400,\"times\":1}")
                .post(settings.get("test.simulator.url") + "/faults")
                .then()
                .statusCode(201);
        assertThat(ask("watched", false, question()).statusCode()).isEqualTo(400);

        await().atMost(PATIENCE).untilAsserted(() -> {
            String scrape = service.get("/q/metrics").body();
            for (Metric metric : Metric.values()) {
                assertThat(scrape).as("%s", metric).containsPattern("(?m)^" + name(metric) + "[{ ]");
            }
            for (String counted : List.of(
                    "quartermaster_requests_total{error_type=\"\"",
                    "quartermaster_requests_total{error_type=\"[a-z_]+\"",
                    "quartermaster_agent_requests_total{error_type=\"budget_exceeded\"",
                    "quartermaster_request_duration_seconds_bucket{.*stream=\"false\"",
                    "quartermaster_time_to_first_token_seconds_count{",
                    "gen_ai_client_operation_duration_seconds_bucket{",
                    "gen_ai_client_operation_time_to_first_chunk_seconds_count{",
                    "quartermaster_tokens_total{.*token_class=\"uncached_input\"",
                    "quartermaster_tokens_total{.*token_class=\"output\"",
                    "quartermaster_cost_usd_total{",
                    "quartermaster_cache_requests_total{result=\"hit\"",
                    "quartermaster_cache_saved_usd_total",
                    "quartermaster_circuits{.*state=\"closed\"",
                    "quartermaster_quality_evaluations_total{outcome=\"good\"",
                    "quartermaster_alerts_total{kind=")) {
                assertThat(scrape)
                        .containsPattern("(?m)^" + counted.replace("{", "\\{") + ".* [0-9.E-]*[1-9][0-9.E-]*$");
            }
        });
        assertThat(service.get("/q/metrics").body()).doesNotContain("secret-task", "Is it asked");
    }

    /** As Prometheus writes it. */
    private static String name(Metric metric) {
        String name = metric.id().replace('.', '_');
        String unit = metric.unit()
                .word()
                .filter(word -> !name.endsWith(word))
                .map("_"::concat)
                .orElse("");
        String suffix = Map.of(Metric.Type.COUNTER, "_total", Metric.Type.GAUGE, "", Metric.Type.HISTOGRAM, "_bucket")
                .get(metric.type());
        return name + unit + suffix;
    }

    private static void budget(String name, String agentType, String action, String limit) {
        String body = "{\"name\":\"" + name + "\",\"scope\":\"agent_type\",\"target\":\"" + agentType
                + "\",\"window\":\"total\",\"limit_usd\":" + limit + ",\"action\":\"" + action + "\"}";
        await().atMost(PATIENCE)
                .until(() -> service.post("/api/v1/budgets", body).join().statusCode() == 201);
    }

    /** It ends as a sentence does, so that its answer is good. */
    private static String question() {
        return "Is it asked once only, " + UUID.randomUUID() + "?";
    }

    private static HttpResponse<String> ask(String agentType, boolean stream, String question) {
        String body = "{\"model\":\"openai/gpt-4o-mini\",\"temperature\":0,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + question + "\"}]}";
        return service.post(
                        "/v1/chat/completions",
                        body,
                        "x-agent-type",
                        agentType,
                        "x-task-id",
                        "secret-task-" + agentType)
                .join();
    }

    private static JsonPath flush() {
        HttpResponse<String> report = service.post("/api/v1/metrics/flush", "").join();
        assertThat(report.statusCode()).as(report.body()).isEqualTo(200);
        return JsonPath.from(report.body()).setRootPath("cloudwatch");
    }

    private static String told() {
        return JsonPath.from(service.get("/api/v1/status").body())
                .getString("dependencies.find { it.name == 'cloudwatch' }");
    }

    private static double value(String name) {
        return service.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
