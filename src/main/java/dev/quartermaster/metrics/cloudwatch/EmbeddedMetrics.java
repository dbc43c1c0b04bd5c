package dev.quartermaster.metrics.cloudwatch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.aws.LambdaEnvironment;
import dev.quartermaster.metrics.request.FinishedRequest;
import dev.quartermaster.metrics.request.MetricLabels;
import dev.quartermaster.metrics.request.RequestObserver;
import dev.quartermaster.telemetry.StructuredLog;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;

/**
 * Writes a line in CloudWatch's embedded metric format for each request, from which CloudWatch makes metrics. On Lambda the
 * line is written before the answer leaves: afterwards the function may be frozen.
 */
@Singleton
public class EmbeddedMetrics implements RequestObserver {

    private static final JsonFactory JSON = new JsonFactory();

    private final boolean on;
    private final String namespace;
    private final MetricLabels labels;
    private final Clock clock;
    private final StructuredLog log;

    @Inject
    EmbeddedMetrics(CloudWatchConfig config, Config environment, MetricLabels labels, Clock clock) {
        this(
                config.embedded().orElseGet(() -> LambdaEnvironment.isIn(environment)),
                config.prefix() + "/Models",
                labels,
                clock,
                () -> System.out);
    }

    EmbeddedMetrics(boolean on, String namespace, MetricLabels labels, Clock clock, Supplier<PrintStream> out) {
        this.on = on;
        this.namespace = namespace;
        this.labels = labels;
        this.clock = clock;
        this.log = new StructuredLog(JSON, out);
    }

    /** Writes the line of a request for which a model was asked. Costs one field read where it is off; never fails. */
    @Override
    public void ended(FinishedRequest request) {
        if (!on || request.isGivenAgain()) {
            return;
        }
        log.write(line -> write(Observation.of(request.record(), labels), line));
    }

    private void write(Observation seen, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("_aws");
        json.writeNumberField("Timestamp", clock.millis());
        json.writeArrayFieldStart("CloudWatchMetrics");
        directive(
                json,
                List.of(CloudWatchMetric.AGENT_TYPE, CloudWatchMetric.MODEL_ID, CloudWatchMetric.SUCCESS),
                List.of(CloudWatchMetric.MODEL_INVOCATIONS));
        directive(json, List.of(CloudWatchMetric.AGENT_TYPE, CloudWatchMetric.MODEL_ID), values(seen));
        json.writeEndArray();
        json.writeEndObject();
        json.writeStringField(CloudWatchMetric.AGENT_TYPE, PutMetricData.dimensionValue(seen.agentType()));
        json.writeStringField(CloudWatchMetric.MODEL_ID, PutMetricData.dimensionValue(seen.model()));
        json.writeStringField(CloudWatchMetric.SUCCESS, String.valueOf(seen.success()));
        json.writeNumberField(CloudWatchMetric.MODEL_INVOCATIONS.id(), 1);
        json.writeNumberField(CloudWatchMetric.INPUT_TOKENS.id(), seen.inputTokens());
        json.writeNumberField(CloudWatchMetric.OUTPUT_TOKENS.id(), seen.outputTokens());
        if (seen.latencyMs() != null) {
            json.writeNumberField(CloudWatchMetric.MODEL_LATENCY.id(), seen.latencyMs());
        }
        if (seen.costUsd() != null) {
            json.writeNumberField(CloudWatchMetric.MODEL_COST.id(), seen.costUsd());
        }
        json.writeEndObject();
    }

    /** What is not known is not announced either. */
    private static List<CloudWatchMetric> values(Observation seen) {
        return List.of(
                        CloudWatchMetric.MODEL_LATENCY,
                        CloudWatchMetric.INPUT_TOKENS,
                        CloudWatchMetric.OUTPUT_TOKENS,
                        CloudWatchMetric.MODEL_COST)
                .stream()
                .filter(metric -> metric != CloudWatchMetric.MODEL_LATENCY || seen.latencyMs() != null)
                .filter(metric -> metric != CloudWatchMetric.MODEL_COST || seen.costUsd() != null)
                .toList();
    }

    private void directive(JsonGenerator json, List<String> dimensions, List<CloudWatchMetric> metrics)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("Namespace", namespace);
        json.writeArrayFieldStart("Dimensions");
        json.writeStartArray();
        for (String dimension : dimensions) {
            json.writeString(dimension);
        }
        json.writeEndArray();
        json.writeEndArray();
        json.writeArrayFieldStart("Metrics");
        for (CloudWatchMetric metric : metrics) {
            json.writeStartObject();
            json.writeStringField("Name", metric.id());
            json.writeStringField("Unit", metric.unit());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
