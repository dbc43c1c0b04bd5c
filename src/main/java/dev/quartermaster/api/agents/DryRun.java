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
import dev.quartermaster.inference.planning.AgentRoutes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The effects of a change to an agent profile.
 *
 * @param changes the fields that would be other than they are
 * @param routes the models that a plain request would be tried with
 * @param warnings problems of the models it names: calls of them would fail, or will
 */
@RegisterForReflection(ignoreNested = false)
@Schema(name = "AgentDryRun")
@JsonNaming(SnakeCaseStrategy.class)
public record DryRun(
        boolean dryRun, @Nullable String agentType, List<Change> changes, List<String> warnings, Routes routes) {

    /**
     * One field that changes.
     *
     * @param before null where it is not set
     * @param after null where it is not set
     */
    @Schema(name = "AgentFieldChange")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Change(
            String field,
            @Schema(implementation = Object.class) JsonNode before,
            @Schema(implementation = Object.class) JsonNode after) {}

    @Schema(name = "AgentRoutes")
    @JsonNaming(SnakeCaseStrategy.class)
    public record Routes(Route before, Route after) {

        Routes(AgentRoutes.Preview before, AgentRoutes.Preview after) {
            this(Route.of(before), Route.of(after));
        }
    }

    /** @param refusal null when such a request is taken */
    @Schema(name = "AgentRoute")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Route(
            List<String> models,
            List<String> canaryModels,
            List<String> leftOut,
            @Schema(nullable = true) @Nullable String refusal) {

        static Route of(AgentRoutes.Preview preview) {
            return new Route(preview.models(), preview.canaryModels(), preview.leftOut(), preview.refusal());
        }
    }

    static DryRun of(AgentChange change, List<String> warnings, Routes routes, ObjectMapper json) {
        Map<String, JsonNode[]> fields = new TreeMap<>();
        collect(fields, 0, change.before(), json);
        collect(fields, 1, change.after(), json);
        List<Change> changes = new ArrayList<>();
        fields.forEach((field, values) -> {
            if (!Objects.equals(values[0], values[1])) {
                changes.add(new Change(field, values[0], values[1]));
            }
        });
        return new DryRun(true, change.agentType(), changes, warnings, routes);
    }

    private static void collect(
            Map<String, JsonNode[]> fields, int side, Optional<AgentSettings> settings, ObjectMapper json) {
        settings.ifPresent(known -> {
            ObjectNode node = json.valueToTree(known);
            node.properties()
                    .forEach(field -> fields.computeIfAbsent(field.getKey(), key ->
                                    new JsonNode[] {NullNode.instance, NullNode.instance})[side] =
                            field.getValue());
        });
    }
}
