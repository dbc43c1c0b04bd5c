package dev.quartermaster.metrics.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the specification of the embedded metric format demands of a line. */
public final class EmbeddedMetricSchema {

    /** The specification's schema, in our words: members, lengths, units, and at most 30 dimensions and 100 metrics. */
    private static final String SCHEMA = """
            {"type": "object", "required": ["_aws"], "properties": {"_aws": {"type": "object",
              "required": ["Timestamp", "CloudWatchMetrics"], "properties": {
                "Timestamp": {"type": "integer", "minimum": 0},
                "CloudWatchMetrics": {"type": "array", "minItems": 1, "items": {"type": "object",
                  "required": ["Namespace", "Dimensions", "Metrics"], "properties": {
                    "Namespace": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[A-Za-z0-9.\\\\-_/#:]+$"},
                    "Dimensions": {"type": "array", "minItems": 1, "items": {"type": "array", "minItems": 1, "maxItems": 30,
                      "items": {"type": "string", "minLength": 1, "maxLength": 250}}},
                    "Metrics": {"type": "array", "minItems": 1, "maxItems": 100, "items": {"type": "object",
                      "required": ["Name"], "properties": {
                        "Name": {"type": "string", "minLength": 1, "maxLength": 1024},
                        "Unit": {"enum": ["Seconds", "Microseconds", "Milliseconds", "Bytes", "Count", "Percent", "None"]},
                        "StorageResolution": {"enum": [1, 60]}}, "additionalProperties": false}}}}}}}}}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonSchema COMPILED =
            JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(SCHEMA);

    private EmbeddedMetricSchema() {}

    /** Fails unless the line fits the schema, and has a text for each dimension and a number for each metric it names. */
    public static void check(JsonNode line) {
        assertThat(problems(line)).isEmpty();
        for (JsonNode directive : line.at("/_aws/CloudWatchMetrics")) {
            directive.get("Dimensions").get(0).forEach(name -> assertThat(
                            line.get(name.textValue()).isTextual())
                    .as("value of dimension %s", name)
                    .isTrue());
            directive.get("Metrics").forEach(metric -> assertThat(
                            line.get(metric.get("Name").textValue()).isNumber())
                    .as("value of metric %s", metric)
                    .isTrue());
        }
    }

    /** Returns the lines of an agent type in a log among whatever else is in it; all of them are checked. */
    public static List<JsonNode> lines(Path log, String agentType) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String text : Files.readAllLines(log)) {
            if (text.startsWith("{\"_aws\":")) {
                JsonNode line = JSON.readTree(text);
                check(line);
                if (line.path("AgentType").asText().equals(agentType)) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    static Set<ValidationMessage> problems(JsonNode line) {
        return COMPILED.validate(line);
    }
}
