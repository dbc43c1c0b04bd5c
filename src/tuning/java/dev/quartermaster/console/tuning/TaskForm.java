package dev.quartermaster.console.tuning;

import dev.quartermaster.api.selections.TaskBody;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.inference.selection.SelectionTask;
import dev.quartermaster.routing.Constraints;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The task that a model is chosen for, as it was typed. */
record TaskForm(
        String prompt, String agentType, String priority, String maxTokens, String features, String capabilities) {

    static TaskForm of(MultivaluedMap<String, String> fields) {
        return new TaskForm(
                text(fields, "prompt", "Summarise this report in five sentences."),
                text(fields, "agent_type", ""),
                text(fields, "priority", "medium"),
                text(fields, "max_tokens", ""),
                text(fields, "features", ""),
                text(fields, "capabilities", ""));
    }

    private static String text(MultivaluedMap<String, String> fields, String name, String ifUnsaid) {
        return Objects.requireNonNullElse(fields.getFirst(name), ifUnsaid).strip();
    }

    /**
     * The same task of another agent.
     *
     * @param agent empty for none
     * @throws QuartermasterException naming the field that is wrong
     */
    SelectionTask task(String agent) {
        TaskBody body = new TaskBody(
                null, null, orNull(agent), orNull(priority), prompt, null, number(maxTokens), words(features));
        return body.task("task", null, new Constraints(Set.copyOf(words(capabilities)), null, null, Set.of(), null));
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Long number(String text) {
        if (text.isEmpty()) {
            return null;
        } else if (!text.matches("[1-9][0-9]{0,8}")) {
            throw QuartermasterException.invalid("max_tokens", "The most tokens must be a whole number from 1 on.");
        }
        return Long.valueOf(text);
    }
}
