package dev.quartermaster.console.agents;

import org.jspecify.annotations.Nullable;

/** Words for what was done, which stand in the address of the page that is shown then. */
enum Done {
    SAVED("Saved. It holds from the next invocation, on every instance."),
    UNCHANGED("Nothing was different, so that nothing was changed."),
    ROLLED_BACK("That state is back, as a revision of its own. It holds from the next invocation."),
    PROMOTED("The canary's model is the agent's now."),
    CANARY_ENDED("The canary has ended; the agent's model stays.");

    private final String message;

    Done(String message) {
        this.message = message;
    }

    /** Address of the page of an agent on which it is said. */
    String at(String agentType) {
        return AgentsResource.address(agentType) + "?done=" + name();
    }

    static String of(@Nullable String word) {
        for (Done done : values()) {
            if (done.name().equals(word)) {
                return done.message;
            }
        }
        return "";
    }
}
