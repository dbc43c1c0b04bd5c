package dev.quartermaster.console.agents;

import dev.quartermaster.console.agents.ModelChoices.Choice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Content of the page of one agent.
 *
 * @param isNew whether nothing is said of it yet
 * @param revision of the settings that the form begins with
 * @param source {@code file}, {@code api} where it was changed since, or {@code default}
 * @param defaultModel the model of agents without one of their own, in words
 * @param provider whose models are offered; empty for all
 * @param message that something was done; empty for none
 * @param problem why something was not done; empty for none
 * @param wrong name of the field that is at fault; empty for none
 * @param trial effects of the form, were it saved; null without a dry run
 * @param conflict null unless the agent was changed since the form was opened
 */
record AgentView(
        String agentType,
        boolean isNew,
        long revision,
        String source,
        AgentValues values,
        String defaultModel,
        String provider,
        List<String> providers,
        List<Choice> models,
        List<Choice> anyModels,
        List<String> features,
        String message,
        String problem,
        String wrong,
        @Nullable Trial trial,
        @Nullable Conflict conflict,
        History history) {

    /** Returns whether the field of that name is at fault. */
    public boolean isWrong(String field) {
        return wrong.equals(field) || wrong.startsWith(field + "[") || wrong.endsWith("." + field);
    }

    /** One field with two values. */
    record Line(String field, String before, String after) {}

    /**
     * Effects of a change that was not made.
     *
     * @param refusal why a plain request would not be taken then; empty when it would
     */
    record Trial(
            List<Line> changes,
            List<String> warnings,
            List<String> before,
            List<String> after,
            List<String> canary,
            List<String> leftOut,
            String refusal) {}

    /**
     * A change of somebody else between the opening of the form and its sending.
     *
     * @param lines fields that differ: theirs, as it is now, and mine
     */
    record Conflict(String who, @Nullable Instant time, long revision, List<Line> lines) {}

    /** @param away whether the database, which holds it, does not answer */
    record History(boolean away, List<Past> states) {}

    /** @param settings in words; empty for those of the files */
    record Past(long revision, Instant time, String who, String source, String settings) {}
}
