package dev.quartermaster.metrics.meters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.metrics.request.Finished;
import dev.quartermaster.metrics.request.Labels;
import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** By the registry that Quarkus brings, which Micrometer has deprecated. */
@SuppressWarnings("deprecation")
class RequestMetersTest {

    private static final int MODELS = 30;
    private static final int AGENTS = 50;
    private static final int REQUESTS = 5000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final RequestMeters meters = new RequestMeters(
            new SafeMetrics(registry, Clock.systemUTC()),
            Labels.of(MODELS, AGENTS, model -> !model.id().startsWith("stranger")));

    /** Thousands of agents, models and tasks make few series, and none of a task or a request. */
    @Test
    void labelsAreBounded() {
        for (int i = 0; i < REQUESTS; i++) {
            meters.ended(Finished.success("agent-" + i, "model-" + i));
            meters.ended(Finished.failure("agent-" + i, "stranger-" + i));
        }
        String scrape = registry.scrape();

        assertThat(values(scrape, "gen_ai_agent_name")).hasSize(AGENTS + 1).contains("other");
        assertThat(values(scrape, "gen_ai_request_model")).hasSize(MODELS + 1).contains("other");
        assertThat(scrape).doesNotContain("task-", "request-", "stranger", "caller");
        assertThat(registry.get(Metric.AGENT_REQUESTS.id())
                        .tag("gen_ai.agent.name", "other")
                        .tag("error.type", "upstream_timeout")
                        .counter()
                        .count())
                .isEqualTo(REQUESTS - AGENTS);
        assertThat(registry.get(Metric.REQUESTS.id()).counters().stream()
                        .mapToDouble(counter -> counter.count())
                        .sum())
                .isEqualTo(2 * REQUESTS);
    }

    @Test
    void countsTokensCostAndTimes() {
        meters.ended(Finished.success("clerk", "m"));
        meters.ended(Finished.failure("clerk", "m"));
        String scrape = registry.scrape();

        assertThat(scrape)
                .contains(
                        "quartermaster_cost_usd_total{gen_ai_provider_name=\"openai\",gen_ai_request_model=\"m\",} 0.002")
                .contains("token_class=\"uncached_input\",} 100.0")
                .contains("gen_ai_client_operation_duration_seconds_bucket{error_type=\"timeout\"")
                .contains("quartermaster_attempts_total{gen_ai_provider_name=\"openai\",gen_ai_request_model=\"m\","
                        + "outcome=\"success\",} 1.0")
                .contains("quartermaster_request_duration_seconds_bucket{error_type=\"\"");
        assertThat(registry.get(Metric.OPERATION_DURATION.id())
                        .tag("error.type", "")
                        .timer()
                        .count())
                .isOne();
    }

    private static Set<String> values(String scrape, String label) {
        Set<String> values = new TreeSet<>();
        Matcher matcher = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"").matcher(scrape);
        while (matcher.find()) {
            values.add(matcher.group(1));
        }
        return values;
    }
}
