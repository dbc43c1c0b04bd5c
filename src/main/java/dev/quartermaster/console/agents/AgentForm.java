package dev.quartermaster.console.agents;

import dev.quartermaster.console.ConsoleForm;
import dev.quartermaster.registry.edit.Expectation;

/**
 * The form of an agent as it was sent.
 *
 * @param revision of the settings that it began with
 * @param isNew whether there were none
 * @param provider whose models were offered; empty for all
 */
record AgentForm(AgentValues values, long revision, boolean isNew, String provider) {

    static AgentForm of(ConsoleForm form) {
        return new AgentForm(
                AgentValues.of(form), number(form.text("revision")), form.has("new"), form.text("provider"));
    }

    /** Only what was seen is changed. */
    Expectation expectation() {
        return isNew ? Expectation.ABSENT.asPrecondition() : Expectation.tag(Long.toString(revision));
    }

    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            // No agent is at this revision.
            return -1;
        }
    }
}
