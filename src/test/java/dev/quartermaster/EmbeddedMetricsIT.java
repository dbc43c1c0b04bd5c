package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.metrics.cloudwatch.EmbeddedMetricSchema;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lines from which CloudWatch makes metrics, as the packaged service writes them to its output. */
class EmbeddedMetricsIT {

    private static final Path LOG = Path.of("target", "embedded-metrics.log");
    private static final String CHAT = "{\"model\":\"%s\",\"stream\":%s,\"temperature\":0,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Is a line written, and without this question?\"}]}";

    private final OutsideWorld world = new OutsideWorld();

    @AfterEach
    void stop() {
        world.stop();
    }

    @Test
    void eachRequestHasItsLineWhenItsAnswerIsThere() throws Exception {
        Files.deleteIfExists(LOG);
        Map<String, String> settings = new HashMap<>(world.start());
        settings.put("quartermaster.metrics.cloudwatch.embedded", "true");
        settings.put("quartermaster.metrics.cloudwatch.prefix", "House");
        try (RunningService service = RunningService.start(settings, LOG)) {
            HttpResponse<String> whole = ask(service, "whole", "gpt-4o-mini", false);
            JsonNode line = only("whole");
            assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").textValue())
                    .isEqualTo("House/Models");
            assertThat(line.get("ModelId").textValue()).isEqualTo("openai/gpt-4o-mini");
            assertThat(line.get("Success").textValue()).isEqualTo("true");
            assertThat(line.get("ModelInvocations").intValue()).isOne();
            assertThat(line.get("ModelLatency").doubleValue()).isPositive();
            assertThat(line.get("OutputTokens").intValue()).isPositive();
            assertThat(line.get("ModelCost").decimalValue())
                    .isEqualByComparingTo(whole.headers()
                            .firstValue("x-quartermaster-cost-usd")
                            .orElseThrow());

            ask(service, "streamed", "gpt-4o", true);
            assertThat(only("streamed").get("Success").textValue()).isEqualTo("true");
            HttpResponse<String> failed = ask(service, "failed", "no-such-model", false);
            assertThat(failed.statusCode()).isEqualTo(404);
            assertThat(Files.readString(LOG)).doesNotContain("Is a line written");
        }
    }

    private static HttpResponse<String> ask(RunningService service, String agentType, String model, boolean stream) {
        return service.post("/v1/chat/completions", CHAT.formatted(model, stream), "x-agent-type", agentType)
                .join();
    }

    private static JsonNode only(String agentType) throws Exception {
        List<JsonNode> lines = EmbeddedMetricSchema.lines(LOG, agentType);
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
