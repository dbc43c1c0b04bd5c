package dev.quartermaster.metrics.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.metrics.request.Finished;
import dev.quartermaster.metrics.request.Labels;
import dev.quartermaster.testing.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines in the embedded metric format, against what its specification demands. */
class EmbeddedMetricsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final MutableClock clock = new MutableClock("2026-11-29T12:00:00Z");

    private EmbeddedMetrics metrics(boolean on) {
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        return new EmbeddedMetrics(on, "Quartermaster/Models", Labels.any(), clock, () -> out);
    }

    private List<JsonNode> lines() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.toString(StandardCharsets.UTF_8).split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void everyLineIsWhatTheSpecificationDemands() throws Exception {
        EmbeddedMetrics metrics = metrics(true);
        metrics.ended(Finished.success("clerk", "m"));
        metrics.ended(Finished.failure("clerk", "m"));
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(2);
        for (JsonNode line : lines) {
            EmbeddedMetricSchema.check(line);
        }
        JsonNode first = lines.get(0);
        assertThat(first.at("/_aws/Timestamp").longValue()).isEqualTo(clock.millis());
        assertThat(first.get("AgentType").textValue()).isEqualTo("clerk");
        assertThat(first.get("ModelId").textValue()).isEqualTo("openai/m");
        assertThat(first.get("Success").textValue()).isEqualTo("true");
        assertThat(first.get("ModelInvocations").intValue()).isOne();
        assertThat(first.get("ModelLatency").doubleValue()).isEqualTo(250);
        assertThat(first.get("InputTokens").intValue()).isEqualTo(100);
        assertThat(first.get("OutputTokens").intValue()).isEqualTo(20);
        assertThat(first.get("ModelCost").doubleValue()).isEqualTo(0.002);
        assertThat(lines.get(1).get("Success").textValue()).isEqualTo("false");
    }

    /** The schema is strict enough to see a mistake. */
    @Test
    void theSchemaSeesMistakes() throws Exception {
        assertThat(EmbeddedMetricSchema.problems(JSON.readTree("{\"_aws\":{\"CloudWatchMetrics\":[]}}")))
                .hasSize(2);
    }

    @Test
    void ofAnAnswerThatIsGivenAgainItWritesNothing() {
        metrics(true).ended(Finished.hit("clerk", "m"));
        assertThat(log.size()).isZero();
    }

    @Test
    void offItWritesNothing() {
        metrics(false).ended(Finished.success("clerk", "m"));
        assertThat(log.size()).isZero();
    }
}
