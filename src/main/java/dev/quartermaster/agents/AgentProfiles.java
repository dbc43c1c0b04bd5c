package dev.quartermaster.agents;

import dev.quartermaster.agents.AgentsConfig.AgentConfig;
import dev.quartermaster.agents.AgentsConfig.ParametersConfig;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.storage.overrides.Revised;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The agents' profiles: those of the files, with the stored overrides applied. A lookup costs one volatile read. */
@ApplicationScoped
public class AgentProfiles {

    private final Optional<String> defaultModel;
    private final Map<String, AgentSettings> configured = new TreeMap<>();
    private final CompletableFuture<Void> firstRead = new CompletableFuture<>();
    private volatile Map<String, AgentProfile> profiles;
    private volatile Map<String, Revised<AgentSettings>> overrides = Map.of();

    AgentProfiles(AgentsConfig config) {
        defaultModel = config.defaultModel();
        config.agents().forEach((type, agent) -> configured.put(type, settings(agent)));
        override(Map.of());
    }

    /** Returns the profile of an agent type; the default one if it has no settings. */
    public AgentProfile of(@Nullable String agentType) {
        AgentProfile known = profiles.get(agentType);
        return known != null ? known : AgentProfile.unset(agentType, defaultModel);
    }

    /** Returns the profiles of all agent types that have settings, by name. */
    public List<AgentProfile> configured() {
        return List.copyOf(profiles.values());
    }

    /** The model of an agent without one of its own; empty: selected for each request. */
    public Optional<String> defaultModel() {
        return defaultModel;
    }

    /** Returns an agent's effective settings and their revision; empty if there are none. */
    public Optional<EffectiveSettings> settings(@Nullable String agentType) {
        Revised<AgentSettings> override = override(agentType);
        return override.value()
                .map(changed -> new EffectiveSettings(changed, override.revision(), true))
                .or(() -> ofFiles(agentType)
                        .map(settings -> new EffectiveSettings(settings, override.revision(), false)));
    }

    /** @param isChanged whether they come from a stored override and not from the files */
    public record EffectiveSettings(AgentSettings settings, long revision, boolean isChanged) {}

    /** Returns the revision of an agent's settings. */
    public long revision(@Nullable String agentType) {
        return override(agentType).revision();
    }

    private Revised<AgentSettings> override(@Nullable String agentType) {
        return overrides.getOrDefault(agentType, Revised.unchanged());
    }

    /** Completes when the stored overrides have been read for the first time, or cannot be had for now. */
    public CompletableFuture<Void> firstRead() {
        return firstRead;
    }

    /** Marks the stored overrides as read, or as out of reach for now. */
    public void markRead() {
        firstRead.complete(null);
    }

    /** Returns an agent's settings from the files. */
    Optional<AgentSettings> ofFiles(@Nullable String agentType) {
        return Optional.ofNullable(configured.get(agentType));
    }

    /** Replaces all overrides of the files. */
    final synchronized void override(Map<String, Revised<AgentSettings>> changed) {
        Map<String, AgentSettings> all = new TreeMap<>(configured);
        Map<String, AgentProfile> fresh = new TreeMap<>();
        all.forEach((type, settings) -> fresh.put(type, profile(type, settings)));
        changed.forEach((type, change) -> change.value()
                .ifPresent(settings -> usable(type, settings).ifPresent(profile -> fresh.put(type, profile))));
        overrides = Map.copyOf(changed);
        profiles = fresh;
    }

    /** Skips an override that a later version has written in a way unknown here; the others still apply. */
    private Optional<AgentProfile> usable(String type, AgentSettings settings) {
        try {
            return Optional.of(profile(type, settings));
        } catch (IllegalStateException unknown) {
            Log.warnf("The override of agent %s cannot be used here: %s", type, unknown.getMessage());
            return Optional.empty();
        }
    }

    /** Builds the profile that such settings give an agent. */
    public AgentProfile profile(@Nullable String type, AgentSettings settings) {
        return new AgentProfile(
                type,
                settings.enabled() == null || settings.enabled(),
                Optional.ofNullable(settings.model()).or(() -> defaultModel),
                Optional.ofNullable(settings.timeoutSeconds()).map(Duration::ofSeconds),
                Optional.ofNullable(settings.fallbacks()),
                settings.allowedModels() == null ? Set.of() : Set.copyOf(settings.allowedModels()),
                features(type, settings.requiredFeatures() == null ? List.of() : settings.requiredFeatures()),
                settings.parameters() == null ? AgentParameters.NONE : settings.parameters(),
                Optional.ofNullable(settings.systemPromptPrefix()),
                Optional.ofNullable(settings.canary()));
    }

    private static AgentSettings settings(AgentConfig config) {
        return new AgentSettings(
                config.enabled(),
                config.model().map(model -> qualified(config.provider(), model)).orElse(null),
                config.timeoutSeconds().orElse(null),
                config.fallbacks().orElse(null),
                config.allowedModels().orElse(null),
                config.requiredFeatures().orElse(null),
                parameters(config.parameters()),
                config.systemPromptPrefix().orElse(null),
                null);
    }

    private static String qualified(Optional<String> provider, String model) {
        return provider.map(name -> name + "/" + model).orElse(model);
    }

    private static @Nullable AgentParameters parameters(ParametersConfig config) {
        AgentParameters parameters = new AgentParameters(
                config.temperature().orElse(null),
                config.topP().orElse(null),
                config.topK().orElse(null),
                config.maxTokens().orElse(null),
                config.seed().orElse(null),
                config.stop().orElse(null));
        return parameters.equals(AgentParameters.NONE) ? null : parameters;
    }

    private static Set<Feature> features(@Nullable String type, List<String> words) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (String word : words) {
            features.add(Feature.parse(word).orElseThrow(() -> unknown(type, word)));
        }
        return features;
    }

    private static IllegalStateException unknown(@Nullable String type, String word) {
        String known = Stream.of(Feature.values()).map(Feature::wire).collect(Collectors.joining(", "));
        return new IllegalStateException("quartermaster.agents." + type + ".required-features: there is no feature '"
                + word + "'; known are " + known);
    }
}
