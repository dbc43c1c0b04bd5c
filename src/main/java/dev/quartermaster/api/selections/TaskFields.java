package dev.quartermaster.api.selections;

import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.inference.selection.SelectionTask;
import dev.quartermaster.routing.Constraints;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code task} and {@code constraints}, as selections and assignments have them. */
@Singleton
public class TaskFields {

    /** What is said of a field that nobody has asked for. */
    public static final String UNKNOWN = "is not a known field";

    private static final int LONGEST_ID = 256;

    private final ConstraintFields constraints;

    TaskFields(ConstraintFields constraints) {
        this.constraints = constraints;
    }

    /**
     * @param task may be null: nothing is said of it
     * @param constraints may be null: none
     * @param agentType where it stands beside the task; null where only the task may name one
     * @throws QuartermasterException naming the field that is wrong
     */
    public SelectionTask read(@Nullable JsonFields task, @Nullable JsonFields constraints, @Nullable String agentType) {
        Constraints asked = constraints == null ? Constraints.NONE : this.constraints.read(constraints);
        if (task == null) {
            return new SelectionTask(null, agentType, Priority.MEDIUM, 0, null, Set.of(), asked);
        }
        String named = task.text("agent_type");
        if (named != null) {
            AgentType.check(task.path("agent_type"), named);
        }
        SelectionTask read = new SelectionTask(
                id(task),
                agentType == null ? named : agentType,
                priority(task),
                inputTokens(task),
                maxTokens(task),
                features(task),
                asked);
        task.refuseUnknown(UNKNOWN);
        return read;
    }

    private static @Nullable String id(JsonFields task) {
        String id = task.text("id");
        String other = task.text("task_id");
        String either = id == null ? other : id;
        if (either != null && (either.isBlank() || either.length() > LONGEST_ID)) {
            throw QuartermasterException.invalid(
                    task.path("id"),
                    "'" + task.path("id") + "' must be some text of at most " + LONGEST_ID + " characters");
        }
        return either;
    }

    private static Priority priority(JsonFields task) {
        String word = task.text("priority");
        return word == null
                ? Priority.MEDIUM
                : Priority.parse(word)
                        .orElseThrow(() -> QuartermasterException.invalid(
                                task.path("priority"),
                                "'" + task.path("priority") + "' must be low, medium, high or critical"));
    }

    private static long inputTokens(JsonFields task) {
        String prompt = task.text("prompt");
        Integer tokens = task.count("input_tokens", 0);
        return tokens != null ? tokens : prompt == null ? 0 : TokenEstimator.ofText(prompt);
    }

    private static @Nullable Long maxTokens(JsonFields task) {
        Integer tokens = task.count("max_tokens", 1);
        return tokens == null ? null : tokens.longValue();
    }

    private static Set<Feature> features(JsonFields task) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        List<String> words = task.texts("features");
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String field = task.path("features") + "[" + i + "]";
            features.add(Feature.parse(word).orElseThrow(() -> {
                String known = String.join(
                        ", ", Arrays.stream(Feature.values()).map(Feature::wire).toList());
                return QuartermasterException.invalid(field, "There is no feature '" + word + "'; known are " + known);
            }));
        }
        return features;
    }
}
