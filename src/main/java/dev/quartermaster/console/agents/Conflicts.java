package dev.quartermaster.console.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.agents.AgentRevision;
import dev.quartermaster.api.agents.AgentEdits;
import dev.quartermaster.console.ConsoleReads;
import dev.quartermaster.console.agents.AgentView.Conflict;
import dev.quartermaster.console.agents.AgentView.Line;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what two people changed of one agent at the same time. */
@Singleton
class Conflicts {

    private final AgentProfiles profiles;
    private final AgentEdits edits;
    private final AgentPages agents;
    private final ConsoleReads reads;

    Conflicts(AgentProfiles profiles, AgentEdits edits, AgentPages agents, ConsoleReads reads) {
        this.profiles = profiles;
        this.edits = edits;
        this.agents = agents;
        this.reads = reads;
    }

    /** Compares what somebody wants with what holds now. */
    Uni<Conflict> of(String agentType, AgentValues mine) {
        AgentValues theirs = agents.now(agentType);
        ObjectNode toMine = AgentPatch.of(theirs, mine);
        ObjectNode toTheirs = AgentPatch.of(mine, theirs);
        List<Line> lines = flat("", toMine)
                .map(Map.Entry::getKey)
                .map(field -> new Line(field, text(toTheirs, field), text(toMine, field)))
                .toList();
        return reads.ask(() -> edits.revisions(agentType, 1))
                .map(states -> states.stream().findFirst())
                .onFailure()
                .recoverWithItem(Optional.empty())
                .map(last -> new Conflict(
                        last.map(AgentRevision::who).orElse("somebody"),
                        last.map(AgentRevision::time).orElse(null),
                        profiles.revision(agentType),
                        lines));
    }

    private static Stream<Map.Entry<String, JsonNode>> flat(String prefix, ObjectNode patch) {
        return patch.properties().stream()
                .flatMap(field -> field.getValue() instanceof ObjectNode inner
                        ? flat(prefix + field.getKey() + ".", inner)
                        : Stream.of(Map.entry(prefix + field.getKey(), field.getValue())));
    }

    private static String text(ObjectNode patch, String field) {
        JsonNode at = patch;
        for (String step : field.split("\\.", -1)) {
            at = at.path(step);
        }
        JsonNode value = at.isMissingNode() ? JsonNodeFactory.instance.nullNode() : at;
        return value.isNull() ? "not set" : value.isTextual() ? value.textValue() : value.toString();
    }
}
