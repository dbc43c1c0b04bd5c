package dev.quartermaster.api.agents;

import dev.quartermaster.agents.AgentChange;
import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.api.agents.AgentAnswer.Recommendation;
import dev.quartermaster.inference.evaluation.AgentSwitch;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Makes the answers about agents: their profiles, and what is recommended to them. */
@Singleton
class AgentAnswers {

    private final AgentProfiles profiles;
    private final AgentSwitch switching;

    AgentAnswers(AgentProfiles profiles, AgentSwitch switching) {
        this.profiles = profiles;
        this.switching = switching;
    }

    AgentAnswer of(@Nullable String agentType) {
        String source = profiles.settings(agentType)
                .map(effectiveSettings -> effectiveSettings.isChanged() ? "api" : "file")
                .orElse("default");
        return of(profiles.of(agentType), profiles.revision(agentType), source);
    }

    /** The profile after a change, also before the change has reached this instance. */
    AgentAnswer of(AgentChange change) {
        AgentProfile profile = change.after()
                .map(settings -> profiles.profile(change.agentType(), settings))
                .orElseGet(() -> AgentProfile.unset(change.agentType(), profiles.defaultModel()));
        String source = change.isKept() ? "api" : change.after().isPresent() ? "file" : "default";
        return of(profile, change.revision(), source);
    }

    private AgentAnswer of(AgentProfile profile, long revision, String source) {
        Recommendation recommendation = switching
                .recommended(profile)
                .map(found -> Recommendation.of(profile.agentType(), found))
                .orElse(null);
        return AgentAnswer.of(profile, revision, source, recommendation);
    }
}
