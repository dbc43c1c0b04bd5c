package dev.quartermaster.agents;

import dev.quartermaster.testing.Settings;
import java.util.Map;

/** Agents' profiles for the tests of other packages. */
public final class Profiles {

    private Profiles() {}

    /** Those of an installation whose files say nothing of agents. */
    public static AgentProfiles unset() {
        return of(Map.of());
    }

    /** @param settings whole configuration keys and their values */
    public static AgentProfiles of(Map<String, String> settings) {
        return new AgentProfiles(Settings.of(AgentsConfig.class, settings));
    }
}
