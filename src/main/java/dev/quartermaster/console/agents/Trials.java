package dev.quartermaster.console.agents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.agents.DryRun;
import dev.quartermaster.console.agents.AgentView.Line;
import dev.quartermaster.console.agents.AgentView.Trial;
import java.util.Objects;

/** Writes the effects of a change for people. */
final class Trials {

    private Trials() {}

    static Trial of(DryRun effects) {
        DryRun.Route after = effects.routes().after();
        return new Trial(
                effects.changes().stream()
                        .map(change -> new Line(change.field(), text(change.before()), text(change.after())))
                        .toList(),
                effects.warnings(),
                effects.routes().before().models(),
                after.models(),
                after.canaryModels(),
                after.leftOut(),
                Objects.requireNonNullElse(after.refusal(), ""));
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "not set" : value.isTextual() ? value.textValue() : value.toString();
    }
}
