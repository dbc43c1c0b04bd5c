package dev.quartermaster.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.aws.SignatureCheck;
import dev.quartermaster.history.History;
import dev.quartermaster.metrics.Sinks.Call;
import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.MetricLabel;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the running service says of requests, in each of the ways. */
@QuarkusTest
@TestProfile(WatchedHouse.class)
class MetricsComponentTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final Pattern METRIC = Pattern.compile("\\b((?:quartermaster|gen_ai_client)_[a-z0-9_]+)\\b");
    private static final int STRANGERS = 300;

    private static final Map<Metric.Type, Set<Meter.Type>> FORMS = Map.of(
            Metric.Type.COUNTER, Set.of(Meter.Type.COUNTER),
            Metric.Type.GAUGE, Set.of(Meter.Type.GAUGE),
            Metric.Type.HISTOGRAM, Set.of(Meter.Type.TIMER, Meter.Type.DISTRIBUTION_SUMMARY));

    @Inject
    History history;

    @Inject
    MeterRegistry registry;

    private static Response ask(String agentType, boolean stream) {
        return given().contentType("application/json")
                .header("X-Agent-Type", agentType)
                .header("X-Task-Id", "secret-task-" + agentType)
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .body("{\"model\":\"gpt-4o-mini\",\"temperature\":0.7,\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"secret prompt\"}]}")
                .post("/v1/chat/completions");
    }

    private static String scrape() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }

    @Test
    void manyAgentsAndTasksMakeFewSeries() {
        for (int i = 0; i < STRANGERS; i++) {
            ask("stranger-" + i, false).then().statusCode(200);
        }
        String scrape = scrape();
        Set<String> agents = new TreeSet<>();
        Matcher matcher = Pattern.compile("gen_ai_agent_name=\"([^\"]*)\"").matcher(scrape);
        while (matcher.find()) {
            agents.add(matcher.group(1));
        }
        assertThat(agents).contains("other").hasSizeLessThanOrEqualTo(22);
        assertThat(scrape).doesNotContain("secret", TRACE);
        assertThat(scrape.lines().filter(line -> line.startsWith("quartermaster_") || line.startsWith("gen_ai")))
                .hasSizeLessThan(2000);
    }

    /** Whoever makes a meter of ours makes one of the table, with its type, its unit and its labels. */
    @Test
    void everyMeterOfOursIsInTheTable() {
        ask("clerk", false).then().statusCode(200);
        ask("clerk", true).then().statusCode(200);
        Set<String> seen = new TreeSet<>();
        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            if (!id.getName().startsWith("quartermaster") && !id.getName().startsWith("gen_ai")) {
                continue;
            }
            Metric metric = Metric.of(id.getName()).orElseThrow(() -> new AssertionError("not in the table: " + id));
            // A histogram of Prometheus has gauges and counters of its own under its name.
            if (id.getType() == Meter.Type.OTHER || id.getName().endsWith(".max")) {
                continue;
            }
            seen.add(id.getName());
            assertThat(FORMS.get(metric.type())).as("%s", id).contains(id.getType());
            assertThat(id.getTags().stream().map(Tag::getKey))
                    .as("%s", id)
                    .containsExactlyInAnyOrderElementsOf(labels(metric));
            if (metric.type() != Metric.Type.HISTOGRAM) {
                assertThat(Optional.ofNullable(id.getBaseUnit()))
                        .as("%s", id)
                        .isEqualTo(metric.unit().word());
            }
        }
        assertThat(seen)
                .contains(
                        Metric.REQUESTS.id(),
                        Metric.CACHE_REQUESTS.id(),
                        Metric.CACHE_BYTES.id(),
                        Metric.BUDGET_HOLDS.id(),
                        Metric.BACKLOG_AGE.id(),
                        Metric.CIRCUITS.id(),
                        Metric.CLOUDWATCH_PENDING.id());
    }

    private static List<String> labels(Metric metric) {
        return metric.labels().stream().map(MetricLabel::key).toList();
    }

    /** Dashboards and rules name metrics that there are. */
    @Test
    void everyExpressionNamesAMetricOfTheScrape() throws Exception {
        ask("clerk", false).then().statusCode(200);
        ask("clerk", true).then().statusCode(200);
        Set<String> there = new TreeSet<>();
        scrape().lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> there.add(line.replaceAll("[{ ].*", "")));
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("deployment/grafana"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(json|rules\\.yaml)"))
                    .toList()) {
                expressions(file).forEach(expression -> {
                    Matcher matcher = METRIC.matcher(expression);
                    assertThat(matcher.find())
                            .as("a metric of ours in %s", expression)
                            .isTrue();
                    matcher.reset().results().forEach(found -> named.add(found.group(1)));
                });
            }
        }
        assertThat(named).hasSizeGreaterThan(15);
        Set<String> missing = new TreeSet<>(named);
        missing.removeAll(there);
        // Made with the first budget, alert or score of its kind; see MetricsIT.
        missing.removeIf(name -> name.startsWith("quartermaster_budget_")
                || name.equals("quartermaster_alerts_total")
                || name.equals("quartermaster_quality_evaluations_total"));
        assertThat(missing).isEmpty();
    }

    private static List<String> expressions(Path file) throws Exception {
        String text = Files.readString(file);
        Pattern form = file.toString().endsWith(".json")
                ? Pattern.compile("\"expr\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                : Pattern.compile("^\\s+expr: (.*)$", Pattern.MULTILINE);
        List<String> expressions =
                form.matcher(text).results().map(found -> found.group(1)).toList();
        assertThat(expressions).as("expressions of %s", file).isNotEmpty();
        return expressions;
    }

    @Test
    void aCollectorGetsTracesAndMetrics() throws Exception {
        Response answer = ask("traced", false);
        String decision = answer.header("x-quartermaster-decision");
        given().post("/api/v1/metrics/flush").then().statusCode(200);

        Map<String, Span> spans = new HashMap<>();
        for (Call call : Sinks.calls("/v1/traces")) {
            assertThat(call.headers().get("X-collector-key")).containsExactly("let-me-in");
            ExportTraceServiceRequest.parseFrom(call.body()).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .filter(span -> attributes(span).containsValue(decision))
                    .forEach(span -> spans.put(span.getKind().name(), span));
        }
        Span request = spans.get("SPAN_KIND_SERVER");
        Span call = spans.get("SPAN_KIND_CLIENT");
        assertThat(hex(request.getTraceId().toByteArray())).isEqualTo(TRACE);
        assertThat(call.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(call.getStartTimeUnixNano()).isGreaterThanOrEqualTo(request.getStartTimeUnixNano());
        assertThat(call.getEndTimeUnixNano()).isLessThanOrEqualTo(request.getEndTimeUnixNano());
        assertThat(attributes(request))
                .containsEntry("gen_ai.provider.name", "openai")
                .containsEntry("gen_ai.agent.name", "traced")
                .containsEntry("quartermaster.request.id", answer.header("x-request-id"));
        assertThat(request.toString() + call).doesNotContain("secret prompt");

        List<Call> sent = Sinks.calls("/v1/metrics");
        ExportMetricsServiceRequest metrics =
                ExportMetricsServiceRequest.parseFrom(sent.get(sent.size() - 1).body());
        Map<String, io.opentelemetry.proto.metrics.v1.Metric> byName = metrics.getResourceMetricsList().stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .collect(Collectors.toMap(io.opentelemetry.proto.metrics.v1.Metric::getName, metric -> metric));
        var duration =
                byName.get("gen_ai.client.operation.duration").getHistogram().getDataPoints(0);
        assertThat(duration.getExplicitBoundsList()).contains(0.01, 81.92);
        assertThat(duration.getBucketCountsList().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(duration.getCount())
                .isPositive();
        assertThat(byName.get("quartermaster.requests").getSum().getIsMonotonic())
                .isTrue();
        assertThat(byName).containsKey("quartermaster.history.backlog.age");
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        attribute -> attribute.getKey(),
                        attribute -> attribute.getValue().getStringValue()));
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    @Test
    void cloudWatchGetsWhatIsAskedFor() throws Exception {
        ask("watched", false).then().statusCode(200);
        JsonNode report = new ObjectMapper()
                .readTree(given().post("/api/v1/metrics/flush")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());

        assertThat(report.at("/cloudwatch/sent").longValue()).isGreaterThanOrEqualTo(5);
        assertThat(report.at("/cloudwatch/problem").isNull()).isTrue();
        // The agent may be one too many, and is counted with the others then.
        Call call = Sinks.calls("/").stream()
                .filter(each -> new String(each.body(), StandardCharsets.UTF_8).contains("ModelInvocations"))
                .findFirst()
                .orElseThrow();
        Map<String, String> headers = call.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().get(0)));
        String body = new String(call.body(), StandardCharsets.UTF_8);
        assertThat(SignatureCheck.isSigned(FixedCredentials.SECRET, "monitoring", "POST", "/", headers, body))
                .isTrue();
    }

    @Test
    void theExportDerivesItsFigures() throws Exception {
        ask("exported", false).then().statusCode(200);
        ask("exported", false).then().statusCode(200);
        await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);

        JsonNode export = new ObjectMapper()
                .readTree(given().get("/api/v1/metrics?agent_type=exported&group_by=model")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
        JsonNode row = export.at("/data/0");
        assertThat(row.get("model").textValue()).isEqualTo("gpt-4o-mini");
        assertThat(row.get("requests").intValue()).isEqualTo(2);
        assertThat(row.get("success_rate").doubleValue()).isEqualTo(1);
        assertThat(row.get("failover_rate").doubleValue()).isZero();
        assertThat(row.get("cost_per_successful_request_usd").decimalValue())
                .isEqualByComparingTo(row.get("cost_usd")
                        .decimalValue()
                        .divide(java.math.BigDecimal.valueOf(2), java.math.MathContext.DECIMAL64));
        assertThat(row.get("output_tokens_per_second").doubleValue())
                .isCloseTo(
                        row.get("output_tokens").doubleValue()
                                / (2 * row.get("average_latency_ms").doubleValue() / 1000),
                        org.assertj.core.data.Percentage.withPercentage(0.1));
        JsonNode summary = export.at("/summary/0");
        assertThat(summary.get("agent_type").textValue()).isEqualTo("exported");
        assertThat(summary.get("cost_usd")).isEqualTo(row.get("cost_usd"));
    }

    @Test
    void theExportTellsHitsFailoversAndGroupsApart() throws Exception {
        given().contentType("application/json")
                .body(
                        "{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"status\":400,\"code\":\"model_not_found\",\"times\":100}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);
        try {
            BigDecimal cost = new BigDecimal(cached("gpt-4o-mini", "").header("x-quartermaster-cost-usd"));
            assertThat(cached("gpt-4o-mini", "").header("x-quartermaster-cache"))
                    .isEqualTo("hit");
            Response over = cached(
                    "gpt-4o", ",\"quartermaster\":{\"cache\":\"bypass\",\"fallbacks\":[\"openai/gpt-4o-mini\"]}");
            assertThat(over.header("x-quartermaster-model")).isEqualTo("openai/gpt-4o-mini");
            await().atMost(Duration.ofMinutes(1)).until(() -> history.status().backlog() == 0);

            JsonNode row = export(
                            "agent_type=told-apart&model=openai/gpt-4o-mini&provider=openai&group_by=provider,agent_type")
                    .at("/data/0");
            assertThat(row.get("provider").textValue()).isEqualTo("openai");
            assertThat(row.get("agent_type").textValue()).isEqualTo("told-apart");
            assertThat(row.get("requests").intValue()).isEqualTo(3);
            assertThat(row.get("cache_hits").intValue()).isOne();
            assertThat(row.get("cache_hit_rate").doubleValue()).isEqualTo(1 / 3.0);
            assertThat(row.get("failed_over").intValue()).isOne();
            assertThat(row.get("failover_rate").doubleValue()).isEqualTo(1 / 3.0);
            assertThat(row.get("saved_usd").decimalValue()).isEqualByComparingTo(cost);
            assertThat(row.get("prompt_cache_share").doubleValue()).isZero();
        } finally {
            given().delete("/simulator/faults").then().statusCode(204);
        }
        assertThat(export("agent_type=told-apart&provider=anthropic&group_by=model")
                        .get("data"))
                .isEmpty();
        JsonNode nothing = export("agent_type=nobody").at("/data/0");
        assertThat(nothing.get("requests").intValue()).isZero();
        for (String figure : List.of("success_rate", "cache_hit_rate", "average_latency_ms", "average_quality")) {
            assertThat(nothing.get(figure).isNull()).as(figure).isTrue();
        }
    }

    private static JsonNode export(String query) throws Exception {
        return new ObjectMapper()
                .readTree(given().get("/api/v1/metrics?" + query)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }

    private static Response cached(String model, String more) {
        return given().contentType("application/json")
                .header("X-Agent-Type", "told-apart")
                .body("{\"model\":\"" + model
                        + "\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"Is it told apart?\"}]"
                        + more + "}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .extract()
                .response();
    }

    @ParameterizedTest
    @CsvSource({
        "group_by=colour, group_by",
        "group_by=task_id, group_by",
        "'group_by=model,', group_by",
        "from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z, from",
        "from=yesterday, from",
        "to=tomorrow, to"
    })
    void badQuestionsNameTheirField(String query, String field) {
        String answer = given().get("/api/v1/metrics?" + query)
                .then()
                .statusCode(400)
                .extract()
                .asString();
        assertThat(answer).contains("'" + field + "'");
    }
}
