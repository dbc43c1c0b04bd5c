package dev.quartermaster.api.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.agents.AgentChange;
import dev.quartermaster.agents.AgentSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a change would do.
 *
 * @param changes the fields that would be other than they are
 * @param warnings what speaks against the models it names: calls of them would fail, or will
 */
@Schema(name = "AgentDryRun")
@JsonNaming(SnakeCaseStrategy.class)
record DryRun(boolean dryRun, String agentType, List<Change> changes, List<String> warnings) {

    /** @param before null where nothing is said; @param after likewise */
    @Schema(name = "AgentFieldChange")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Change(
            String field,
            @Schema(implementation = Object.class) JsonNode before,
            @Schema(implementation = Object.class) JsonNode after) {}

    static DryRun of(AgentChange change, List<String> warnings, ObjectMapper json) {
        Map<String, JsonNode[]> fields = new TreeMap<>();
        collect(fields, 0, change.before(), json);
        collect(fields, 1, change.after(), json);
        List<Change> changes = new ArrayList<>();
        fields.forEach((field, values) -> {
            if (!Objects.equals(values[0], values[1])) {
                changes.add(new Change(field, values[0], values[1]));
            }
        });
        return new DryRun(true, change.agentType(), changes, warnings);
    }

    private static void collect(
            Map<String, JsonNode[]> fields, int side, Optional<AgentSettings> settings, ObjectMapper json) {
        settings.ifPresent(said -> {
            ObjectNode node = json.valueToTree(said);
            node.properties()
                    .forEach(field -> fields.computeIfAbsent(field.getKey(), key ->
                                    new JsonNode[] {NullNode.instance, NullNode.instance})[side] =
                            field.getValue());
        });
    }
}
