package dev.quartermaster.metrics.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.aws.SignatureCheck;
import dev.quartermaster.metrics.request.Finished;
import dev.quartermaster.metrics.request.Labels;
import dev.quartermaster.telemetry.SafeMetrics;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Settings;
import dev.quartermaster.testing.StubServer;
import dev.quartermaster.testing.StubServer.Seen;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What CloudWatch gets, and what becomes of it where CloudWatch does not take it. */
class CloudWatchExporterTest {

    private static final String SECRET = "not-a-real-secret";
    private static final String PREFIX = "quartermaster.metrics.cloudwatch.";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MutableClock clock = new MutableClock("2026-11-29T12:00:30Z");
    private Vertx vertx;
    private StubServer aws;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        aws = StubServer.start(vertx);
        accept();
    }

    @AfterEach
    void stop() throws Exception {
        aws.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void accept() {
        aws.answers(200, "text/xml", "<PutMetricDataResponse/>", Map.of());
    }

    private void refuse(int status, String code) {
        String body = "<ErrorResponse><Error><Code>" + code + "</Code></Error></ErrorResponse>";
        aws.answers(status, "text/xml", body, Map.of());
    }

    private CloudWatchExporter exporter(String... settings) {
        Map<String, String> said = new HashMap<>(Map.of(
                PREFIX + "enabled", "true",
                PREFIX + "region", "eu-central-1",
                PREFIX + "base-url", aws.url()));
        for (String setting : settings) {
            String[] pair = setting.split("=");
            said.put(PREFIX + pair[0], pair[1]);
        }
        return new CloudWatchExporter(
                Settings.of(CloudWatchConfig.class, said),
                Labels.any(),
                vertx,
                new CredentialsCache(() -> AwsCredentials.of("AKID", SECRET), Runnable::run, clock),
                clock,
                new SafeMetrics(new SimpleMeterRegistry(), clock));
    }

    private static FlushReport flush(CloudWatchExporter exporter) {
        return exporter.flush().await().atMost(PATIENCE);
    }

    private static Map<String, String> form(Seen seen) {
        return Arrays.stream(seen.body().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Test
    void fiveMetricsOfAMinuteAreStatisticSets() {
        CloudWatchExporter exporter = exporter();
        exporter.ended(Finished.success("clerk", "m"));
        exporter.ended(Finished.success("clerk", "m"));
        exporter.ended(Finished.failure("clerk", "m"));

        FlushReport report = flush(exporter);

        assertThat(report).isEqualTo(new FlushReport(true, 6, 0, 0, null));
        Map<String, String> form = form(aws.lastSeen());
        assertThat(form)
                .containsEntry("Action", "PutMetricData")
                .containsEntry("Version", "2010-08-01")
                .containsEntry("Namespace", "Quartermaster/Models")
                .containsEntry("MetricData.member.1.MetricName", "ModelLatency")
                .containsEntry("MetricData.member.1.Unit", "Milliseconds")
                .containsEntry("MetricData.member.1.Timestamp", "2026-11-29T12:00:00Z")
                .containsEntry("MetricData.member.1.Dimensions.member.1.Name", "AgentType")
                .containsEntry("MetricData.member.1.Dimensions.member.1.Value", "clerk")
                .containsEntry("MetricData.member.1.Dimensions.member.2.Name", "ModelId")
                .containsEntry("MetricData.member.1.Dimensions.member.2.Value", "openai/m")
                .containsEntry("MetricData.member.1.StatisticValues.SampleCount", "3")
                .containsEntry("MetricData.member.1.StatisticValues.Sum", "750.0")
                .containsEntry("MetricData.member.1.StatisticValues.Minimum", "250.0")
                .containsEntry("MetricData.member.1.StatisticValues.Maximum", "250.0")
                .containsEntry("MetricData.member.2.MetricName", "InputTokens")
                .containsEntry("MetricData.member.2.StatisticValues.Sum", "200.0")
                .containsEntry("MetricData.member.3.MetricName", "OutputTokens")
                .containsEntry("MetricData.member.4.MetricName", "ModelInvocations")
                .containsEntry("MetricData.member.4.Dimensions.member.3.Name", "Success")
                .containsEntry("MetricData.member.4.Dimensions.member.3.Value", "true")
                .containsEntry("MetricData.member.4.StatisticValues.Sum", "2.0")
                .containsEntry("MetricData.member.5.Dimensions.member.3.Value", "false")
                .containsEntry("MetricData.member.6.MetricName", "ModelCost")
                .containsEntry("MetricData.member.6.Unit", "None")
                .containsEntry("MetricData.member.6.StatisticValues.Sum", "0.004");
    }

    @Test
    void callsAreSigned() {
        CloudWatchExporter exporter = exporter();
        exporter.ended(Finished.success("clerk", "m"));
        flush(exporter);

        Seen seen = aws.lastSeen();
        assertThat(seen.headers().get("authorization")).contains("AKID/20261129/eu-central-1/monitoring/");
        assertThat(SignatureCheck.isSigned(SECRET, "monitoring", "POST", "/", seen.headers(), seen.body()))
                .isTrue();
        assertThat(SignatureCheck.isSigned(SECRET, "monitoring", "POST", "/", seen.headers(), seen.body() + "x"))
                .as("another body")
                .isFalse();
    }

    @Test
    void aCallHasTenDataAtMostUnlessMoreAreAllowed() {
        CloudWatchExporter tens = exporter();
        observe(tens, 10);
        flush(tens);
        assertThat(aws.seen()).hasSize(5);

        CloudWatchExporter all = exporter("batch-size=1000");
        observe(all, 10);
        flush(all);
        assertThat(aws.seen()).hasSize(6);
    }

    private static void observe(CloudWatchExporter exporter, int models) {
        IntStream.range(0, models).forEach(i -> exporter.ended(Finished.success("clerk", "m" + i)));
    }

    /** It would make the model look quicker than it is. */
    @Test
    void anAnswerThatIsGivenAgainIsNoCallOfItsModel() {
        CloudWatchExporter exporter = exporter();
        exporter.ended(Finished.hit("clerk", "m"));
        assertThat(flush(exporter)).isEqualTo(new FlushReport(true, 0, 0, 0, null));
        assertThat(aws.seen()).isEmpty();
    }

    /** Throttled, forbidden or broken: kept for the next time, with the minute that they belong to. */
    @Test
    void whatIsNotTakenIsKept() {
        CloudWatchExporter exporter = exporter();
        for (Map.Entry<Integer, String> refusal : List.of(
                Map.entry(400, "Throttling"), Map.entry(403, "AccessDenied"), Map.entry(503, "ServiceUnavailable"))) {
            refuse(refusal.getKey(), refusal.getValue());
            exporter.ended(Finished.success("clerk", "m"));
            assertThat(flush(exporter).problem()).contains(refusal.getValue());
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(exporter.contributor().status().state()).isEqualTo(State.DEGRADED);
        assertThat(exporter.contributor().status().detail()).contains("503").contains("15 data wait");

        accept();
        assertThat(flush(exporter)).isEqualTo(new FlushReport(true, 15, 0, 0, null));
        assertThat(aws.seen().get(aws.seen().size() - 2).body()).contains("12%3A00%3A00Z", "12%3A01%3A00Z");
        assertThat(exporter.contributor().status().state()).isEqualTo(State.OK);
    }

    @Test
    void whatWaitsIsBoundedAndTheOldestGo() {
        refuse(503, "ServiceUnavailable");
        CloudWatchExporter exporter = exporter("max-pending=20", "flush-at=100000");
        observe(exporter, 10);

        FlushReport report = flush(exporter);

        assertThat(report.pending()).isEqualTo(20);
        assertThat(report.dropped()).isEqualTo(30);
        accept();
        flush(exporter);
        assertThat(aws.seen().stream().skip(1).map(Seen::body).collect(Collectors.joining()))
                .contains("Sum")
                .satisfies(bodies -> assertThat(bodies.split("MetricName=", -1)).hasSize(21));
    }

    @Test
    void whatIsWrongIsDroppedAndDoesNotHoldUpTheRest() {
        CloudWatchExporter exporter = exporter();
        observe(exporter, 2);
        refuse(400, "InvalidParameterValue");

        assertThat(flush(exporter)).isEqualTo(new FlushReport(true, 0, 0, 10, null));
    }

    @Test
    void silenceEndsWithItsTime() {
        CloudWatchExporter exporter = exporter("timeout=200ms");
        aws.fallsSilent();
        exporter.ended(Finished.success("clerk", "m"));

        FlushReport report = flush(exporter);

        assertThat(report.pending()).isEqualTo(5);
        assertThat(report.problem()).contains("no answer");
    }

    @Test
    void muchIsSentBeforeItsTime() {
        CloudWatchExporter exporter = exporter("flush-at=30");
        observe(exporter, 4);
        assertThat(aws.seen()).isEmpty();
        observe(exporter, 5);
        await().atMost(PATIENCE).until(() -> exporter.sent() == 25);
    }

    /** After a failure the timer waits longer each time; who asks is not kept waiting. */
    @Test
    void theTimerLeavesCloudWatchAloneForAWhile() {
        refuse(400, "Throttling");
        CloudWatchExporter exporter = exporter();
        exporter.ended(Finished.success("clerk", "m"));
        exporter.tick().await().atMost(PATIENCE);
        exporter.tick().await().atMost(PATIENCE);
        assertThat(aws.seen()).hasSize(1);

        clock.advance(Duration.ofSeconds(60));
        exporter.tick().await().atMost(PATIENCE);
        clock.advance(Duration.ofSeconds(60));
        exporter.tick().await().atMost(PATIENCE);
        assertThat(aws.seen()).hasSize(2);
        flush(exporter);
        assertThat(aws.seen()).hasSize(3);
    }

    @Test
    void theStopSendsTheRest() {
        CloudWatchExporter exporter = exporter();
        exporter.ended(Finished.success("clerk", "m"));
        exporter.stop(new ShutdownEvent());
        assertThat(aws.seen()).hasSize(1);
    }

    @Test
    void offItKeepsNothing() {
        CloudWatchExporter exporter = exporter("enabled=false");
        exporter.ended(Finished.success("clerk", "m"));
        assertThat(flush(exporter)).isEqualTo(FlushReport.OFF);
        assertThat(exporter.pending()).isZero();
    }
}
