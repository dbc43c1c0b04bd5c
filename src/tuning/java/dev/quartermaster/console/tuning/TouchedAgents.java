package dev.quartermaster.console.tuning;

import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.RegistrySnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The agents that a change of the registry reaches. Pure. */
final class TouchedAgents {

    static final String AUTO = "auto";

    private static final String OTHERS = "every other agent type";

    private TouchedAgents() {}

    /** @param why which of its models was changed, and how */
    record Row(String agent, List<String> why) {}

    /**
     * @param chosen tells how the choice for an agent differs that has no model of its own; empty where it does not
     */
    static List<Row> of(
            AgentProfiles agents, RegistrySnapshot before, RegistrySnapshot after, Function<String, String> chosen) {
        List<Row> rows = new ArrayList<>();
        for (AgentProfile agent : agents.configured()) {
            String name = String.valueOf(agent.agentType());
            List<String> why = why(places(agent), before, after);
            if (agent.model().orElse(AUTO).equals(AUTO)) {
                add(why, chosen.apply(name));
            }
            if (!why.isEmpty()) {
                rows.add(new Row(name, why));
            }
        }
        String model = agents.defaultModel().orElse(AUTO);
        List<String> why = why(Map.of(model, "its model"), before, after);
        if (model.equals(AUTO)) {
            add(why, chosen.apply(""));
        }
        if (!why.isEmpty()) {
            rows.add(new Row(OTHERS, why));
        }
        return rows;
    }

    private static void add(List<String> why, String difference) {
        if (!difference.isEmpty()) {
            why.add(difference);
        }
    }

    /** The models that an agent names, each with the place that names it. */
    private static Map<String, String> places(AgentProfile agent) {
        Map<String, String> places = new LinkedHashMap<>();
        agent.model().ifPresent(model -> places.put(model, "its model"));
        agent.canary().ifPresent(canary -> places.putIfAbsent(canary.model(), "its canary"));
        agent.fallbacks().orElse(List.of()).forEach(model -> places.putIfAbsent(model, "a fallback"));
        agent.allowedModels().forEach(model -> places.putIfAbsent(model, "allowed"));
        return places;
    }

    private static List<String> why(Map<String, String> places, RegistrySnapshot before, RegistrySnapshot after) {
        List<String> why = new ArrayList<>();
        places.forEach((name, place) -> {
            Optional<ModelSpec> old = before.resolve(name);
            Optional<ModelSpec> edited = after.resolve(name);
            if (!old.equals(edited)) {
                why.add(name + " (" + place + "): " + difference(old, edited));
            }
        });
        return why;
    }

    private static String difference(Optional<ModelSpec> old, Optional<ModelSpec> edited) {
        boolean isOther = old.isPresent()
                && edited.isPresent()
                && !old.get().key().equals(edited.get().key());
        return isOther ? "means " + edited.get().key() + " now" : Changes.what(old, edited);
    }
}
