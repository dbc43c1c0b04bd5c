package dev.quartermaster.agents;

import dev.quartermaster.agents.AgentsConfig.AgentConfig;
import dev.quartermaster.agents.AgentsConfig.ParametersConfig;
import dev.quartermaster.domain.model.Feature;
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

/** The profiles in force: what the files say, and over it what was changed since. Reading costs one volatile read. */
@ApplicationScoped
public class AgentProfiles {

    private final Optional<String> defaultModel;
    private final Map<String, AgentSettings> configured = new TreeMap<>();
    private final CompletableFuture<Void> firstRead = new CompletableFuture<>();
    private volatile Map<String, AgentProfile> profiles;
    private volatile Map<String, AgentOverride> overrides = Map.of();

    /** @param settings empty: as the files say, also where they say nothing */
    record AgentOverride(long revision, Optional<AgentSettings> settings) {}

    AgentProfiles(AgentsConfig config) {
        defaultModel = config.defaultModel();
        config.agents().forEach((type, agent) -> configured.put(type, settings(agent)));
        override(Map.of());
    }

    /** The profile of this agent type; the default one for a type that nothing is said of. */
    public AgentProfile of(@Nullable String agentType) {
        AgentProfile known = profiles.get(agentType);
        return known != null ? known : AgentProfile.unset(agentType, defaultModel);
    }

    /** Every agent type that something is said of, by name. */
    public List<AgentProfile> configured() {
        return List.copyOf(profiles.values());
    }

    /** The model of an agent without one of its own; empty: selected for each request. */
    public Optional<String> defaultModel() {
        return defaultModel;
    }

    /** Returns an agent's effective settings and their revision; empty if there are none. */
    public Optional<EffectiveSettings> said(@Nullable String agentType) {
        AgentOverride changed = overrides.get(agentType);
        long revision = changed == null ? 0 : changed.revision();
        if (changed != null && changed.settings().isPresent()) {
            return Optional.of(new EffectiveSettings(changed.settings().get(), revision, true));
        }
        return Optional.ofNullable(configured.get(agentType))
                .map(settings -> new EffectiveSettings(settings, revision, false));
    }

    /** @param isChanged whether it differs from what the files say, because somebody changed it */
    public record EffectiveSettings(AgentSettings settings, long revision, boolean isChanged) {}

    /** Returns the revision of an agent's settings. */
    public long revision(@Nullable String agentType) {
        AgentOverride changed = overrides.get(agentType);
        return changed == null ? 0 : changed.revision();
    }

    /** Done when what was changed since the files were written has been read once. */
    public CompletableFuture<Void> firstRead() {
        return firstRead;
    }

    /** Marks the stored overrides as loaded. */
    public void read() {
        firstRead.complete(null);
    }

    /** Returns an agent's settings from the files. */
    Optional<AgentSettings> ofFiles(@Nullable String agentType) {
        return Optional.ofNullable(configured.get(agentType));
    }

    /** Replaces all overrides of the files. */
    final synchronized void override(Map<String, AgentOverride> changed) {
        Map<String, AgentSettings> all = new TreeMap<>(configured);
        Map<String, AgentProfile> fresh = new TreeMap<>();
        all.forEach((type, settings) -> fresh.put(type, profile(type, settings)));
        changed.forEach((type, change) -> change.settings()
                .ifPresent(settings -> usable(type, settings).ifPresent(profile -> fresh.put(type, profile))));
        overrides = Map.copyOf(changed);
        profiles = fresh;
    }

    /** One agent that a later version has set in a way unknown here must not keep the others from being changed. */
    private Optional<AgentProfile> usable(String type, AgentSettings settings) {
        try {
            return Optional.of(profile(type, settings));
        } catch (IllegalStateException unknown) {
            Log.warnf("What agent %s was changed to cannot be used here: %s", type, unknown.getMessage());
            return Optional.empty();
        }
    }

    /** Builds the profile that such settings give an agent. */
    public AgentProfile profile(@Nullable String type, AgentSettings said) {
        return new AgentProfile(
                type,
                said.enabled() == null || said.enabled(),
                Optional.ofNullable(said.model()).or(() -> defaultModel),
                Optional.ofNullable(said.timeoutSeconds()).map(Duration::ofSeconds),
                Optional.ofNullable(said.fallbacks()),
                said.allowedModels() == null ? Set.of() : Set.copyOf(said.allowedModels()),
                features(type, said.requiredFeatures() == null ? List.of() : said.requiredFeatures()),
                said.parameters() == null ? AgentParameters.NONE : said.parameters(),
                Optional.ofNullable(said.systemPromptPrefix()),
                Optional.ofNullable(said.canary()));
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
