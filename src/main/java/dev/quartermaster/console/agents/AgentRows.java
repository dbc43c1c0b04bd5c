package dev.quartermaster.console.agents;

import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Lists the agents that something is said of. */
@Singleton
class AgentRows {

    private final AgentProfiles profiles;

    AgentRows(AgentProfiles profiles) {
        this.profiles = profiles;
    }

    /**
     * Content of the page.
     *
     * @param wanted a part of the names that are wanted; empty for all
     * @param problem why something was not done; empty for none
     */
    record Rows(String wanted, String defaultModel, List<Row> rows, String problem) {}

    /** @param canary the model and its share; empty for none */
    record Row(
            String name, String state, String model, String fallbacks, String canary, long revision, String source) {}

    /** The model of agents without one of their own, in words. */
    String defaultModel() {
        return profiles.defaultModel().orElse("auto");
    }

    Rows like(String wanted, String problem) {
        String part = wanted.toLowerCase(Locale.ROOT);
        return new Rows(
                wanted,
                defaultModel(),
                profiles.configured().stream()
                        .map(this::row)
                        .filter(row -> (row.name() + " " + row.model() + " " + row.canary())
                                .toLowerCase(Locale.ROOT)
                                .contains(part))
                        .toList(),
                problem);
    }

    private Row row(AgentProfile agent) {
        String name = Objects.requireNonNullElse(agent.agentType(), "");
        return new Row(
                name,
                agent.enabled() ? "enabled" : "off",
                agent.model().orElse("auto"),
                agent.fallbacks()
                        .map(models -> models.isEmpty() ? "none" : String.join(", ", models))
                        .orElse("of its family"),
                agent.canary()
                        .map(canary -> canary.model() + ", " + canary.trafficPercent() + " %")
                        .orElse(""),
                profiles.revision(name),
                profiles.settings(name)
                        .map(settings -> settings.isChanged() ? "api" : "file")
                        .orElse("default"));
    }
}
