package dev.quartermaster.inference.evaluation;

import dev.quartermaster.agents.AgentEditor;
import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.planning.CallingAgent;
import dev.quartermaster.quality.QualityMonitor;
import dev.quartermaster.quality.ScoredPair;
import dev.quartermaster.quality.SwitchRecommendation;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gives an agent the recommended model, or says what is recommended to it. An agent never gets a model that its profile does
 * not allow or that lacks a feature it requires, and none while a canary tries one.
 */
@ApplicationScoped
public class AgentSwitch {

    private static final Author RULE = new Author("quality", "rule");
    private static final String AUTO = "auto";

    private final QualityMonitor monitor;
    private final ModelRegistry registry;
    private final AgentProfiles profiles;
    private final AgentEditor editor;

    AgentSwitch(QualityMonitor monitor, ModelRegistry registry, AgentProfiles profiles, AgentEditor editor) {
        this.monitor = monitor;
        this.registry = registry;
        this.profiles = profiles;
        this.editor = editor;
    }

    /** Returns what is recommended to an agent that is set like this, for the model that it is set to or else for any. */
    public Optional<SwitchRecommendation> recommended(AgentProfile profile) {
        if (profile.agentType() == null) {
            return Optional.empty();
        }
        Optional<ModelKey> own = own(profile);
        return monitor.recent().recommendations(profile.agentType()).stream()
                .filter(found -> own.isEmpty() || own.get().equals(found.model()))
                .filter(found -> found.better() == null || isFit(profile, found.better()))
                .min(Comparator.<SwitchRecommendation>comparingInt(
                                found -> -found.low().low())
                        .thenComparing(SwitchRecommendation::since));
    }

    /** Sets the agent to the other model, if it is still set to this one and may use the other. */
    void apply(ScoredPair pair, ModelKey better, String why) {
        String agentType = pair.agentType();
        if (agentType == null || profiles.settings(agentType).isEmpty() || !isSwitched(agentType, pair, better)) {
            return;
        }
        editor.apply(
                        agentType,
                        profiles.revision(agentType),
                        now -> Optional.of(with(agentType, now, pair, better)),
                        RULE)
                .subscribe()
                .with(
                        done -> {
                            monitor.recent().forget(pair);
                            Log.infof("Agent %s is set to %s: %s", agentType, better, why);
                        },
                        failure -> Log.infof(
                                "Agent %s could not be set to %s: %s", agentType, better, failure.getMessage()));
    }

    private boolean isSwitched(String agentType, ScoredPair pair, ModelKey better) {
        return isSwitched(profiles.of(agentType), pair, better);
    }

    private boolean isSwitched(AgentProfile profile, ScoredPair pair, ModelKey better) {
        return profile.canary().isEmpty()
                && own(profile).filter(pair.model()::equals).isPresent()
                && isFit(profile, better);
    }

    private boolean isFit(AgentProfile profile, ModelKey model) {
        return CallingAgent.asker(Optional.of(profile), registry.snapshot(), Caller.ADMIN)
                        .mayUse(model)
                && find(model.toString())
                        .filter(spec -> spec.features().containsAll(profile.requiredFeatures()))
                        .isPresent();
    }

    /** Returns the model that the agent is set to; empty where one is selected for each request. */
    private Optional<ModelKey> own(AgentProfile profile) {
        return profile.model()
                .filter(name -> !name.equals(AUTO))
                .flatMap(this::find)
                .map(ModelSpec::key);
    }

    private Optional<ModelSpec> find(String name) {
        return registry.snapshot().resolve(name);
    }

    /** The agent as the database has it may differ from what is known here. */
    private AgentSettings with(String agentType, Optional<AgentSettings> now, ScoredPair pair, ModelKey better) {
        AgentSettings own = now.filter(settings -> isSwitched(profiles.profile(agentType, settings), pair, better))
                .orElseThrow(() ->
                        new QuartermasterException(ErrorCode.PRECONDITION_FAILED, "The agent was changed since."));
        return new AgentSettings(
                own.enabled(),
                better.toString(),
                own.timeoutSeconds(),
                own.fallbacks() == null ? null : without(own.fallbacks(), better),
                own.allowedModels(),
                own.requiredFeatures(),
                own.parameters(),
                own.systemPromptPrefix(),
                own.canary());
    }

    /** A fallback that becomes the agent's model is none any more. */
    private List<String> without(List<String> fallbacks, ModelKey model) {
        return fallbacks.stream()
                .filter(name ->
                        find(name).filter(found -> found.key().equals(model)).isEmpty())
                .toList();
    }
}
