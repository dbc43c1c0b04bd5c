package dev.quartermaster.api.agents;

import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.api.KnownNames;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.RegistrySnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that the models of an agent profile exist and fit together. */
final class AgentModels {

    static final String AUTO = "auto";

    private final RegistrySnapshot models;
    private final Set<String> kept;
    private final Optional<String> defaultModel;
    private final Problems problems;

    /**
     * Checks the settings of one agent.
     *
     * @param before its settings until now; a model they name may stay though it has left the registry since, or nothing
     *     else of the agent could be changed any more
     */
    AgentModels(
            RegistrySnapshot models, Optional<AgentSettings> before, Optional<String> defaultModel, Problems problems) {
        this.models = models;
        this.kept = before.map(AgentModels::names).orElse(Set.of());
        this.defaultModel = defaultModel;
        this.problems = problems;
    }

    void check(AgentSettings settings) {
        boolean isRead = problems.isEmpty();
        Optional<ModelKey> own = Optional.ofNullable(settings.model())
                .filter(name -> !name.equals(AUTO))
                .flatMap(name -> find("model", name));
        if (settings.model() == null && isRead) {
            own = defaultModel.filter(name -> !name.equals(AUTO)).flatMap(this::known);
        }
        Optional<Set<ModelKey>> allowed = allowed(settings.allowedModels());
        own.filter(key -> isOutside(key, allowed)).ifPresent(key -> notAllowed(key, settings));
        fallbacks(settings.fallbacks(), own, allowed);
        if (settings.canary() != null) {
            canary(settings.canary().model(), own, allowed);
        }
    }

    private Optional<Set<ModelKey>> allowed(@Nullable List<String> names) {
        if (names == null || names.isEmpty()) {
            return Optional.empty();
        }
        Set<ModelKey> keys = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            find("allowed_models[" + i + "]", names.get(i)).ifPresent(keys::add);
        }
        return Optional.of(keys);
    }

    private void fallbacks(@Nullable List<String> names, Optional<ModelKey> own, Optional<Set<ModelKey>> allowed) {
        Set<ModelKey> met = new HashSet<>();
        own.ifPresent(met::add);
        for (int i = 0; names != null && i < names.size(); i++) {
            String field = "fallbacks[" + i + "]";
            Optional<ModelKey> key = find(field, names.get(i));
            if (key.filter(found -> !met.add(found)).isPresent()) {
                problems.add(field, "'" + field + "' is the agent's model itself, or named before");
            } else if (key.filter(found -> isOutside(found, allowed)).isPresent()) {
                problems.add(field, "'" + field + "' is not one of 'allowed_models'");
            }
        }
    }

    private void canary(String name, Optional<ModelKey> own, Optional<Set<ModelKey>> allowed) {
        find("canary.model", name).ifPresent(key -> {
            if (own.filter(key::equals).isPresent()) {
                problems.add("canary.model", "'canary.model' is the agent's model already");
            } else if (isOutside(key, allowed)) {
                problems.add("canary.model", "'canary.model' is not one of 'allowed_models'");
            }
        });
    }

    private void notAllowed(ModelKey key, AgentSettings settings) {
        problems.add(
                "model",
                settings.model() == null
                        ? "'model' is not given, and the default model " + key + " is not one of 'allowed_models'"
                        : "'model' is not one of 'allowed_models'");
    }

    private static boolean isOutside(ModelKey key, Optional<Set<ModelKey>> allowed) {
        return allowed.filter(keys -> !keys.contains(key)).isPresent();
    }

    private Optional<ModelKey> find(String field, String name) {
        Optional<ModelKey> key = known(name);
        if (key.isEmpty() && !kept.contains(name)) {
            problems.add(
                    field,
                    "'" + field + "': there is no model '" + name + "' in the registry."
                            + KnownNames.suggestion(models, name));
        }
        return key;
    }

    private Optional<ModelKey> known(String name) {
        return models.resolve(name).map(model -> model.key());
    }

    private static Set<String> names(AgentSettings settings) {
        List<String> names = new ArrayList<>();
        names.add(settings.model());
        Stream.of(settings.fallbacks(), settings.allowedModels())
                .filter(Objects::nonNull)
                .forEach(names::addAll);
        names.add(settings.canary() == null ? null : settings.canary().model());
        return new HashSet<>(names);
    }
}
