package dev.quartermaster.agents;

import dev.quartermaster.testing.Settings;
import java.util.Map;

/** Agents' profiles for the tests of other packages. */
public final class Profiles {

    private Profiles() {}

    /** Those of an installation whose files say nothing of agents. */
    public static AgentProfiles unset() {
        return new AgentProfiles(Settings.of(AgentsConfig.class, Map.of()));
    }
}
