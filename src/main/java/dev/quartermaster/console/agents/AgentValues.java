package dev.quartermaster.console.agents;

import dev.quartermaster.agents.AgentParameters;
import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.agents.Canary;
import dev.quartermaster.console.ConsoleForm;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an agent as the form has them, each as text; empty for what is not set.
 *
 * @param fallbackRule {@link #FAMILY}, {@link #NONE} or {@link #LISTED}
 * @param allowedModels one on each line
 * @param stop one on each line, with {@code \n} for a line break in it
 */
record AgentValues(
        boolean enabled,
        String model,
        String timeoutSeconds,
        String fallbackRule,
        List<String> fallbacks,
        String allowedModels,
        List<String> requiredFeatures,
        String temperature,
        String topP,
        String topK,
        String maxTokens,
        String seed,
        String stop,
        String systemPromptPrefix,
        String canaryModel,
        String canaryPercent) {

    /** Fallbacks are those of the model's family. */
    static final String FAMILY = "family";

    static final String NONE = "none";
    static final String LISTED = "listed";

    /** Settings of which nothing is said. */
    static AgentValues unset() {
        return of(new AgentSettings(null, null, null, null, null, null, null, null, null));
    }

    static AgentValues of(AgentSettings settings) {
        AgentParameters parameters = Objects.requireNonNullElse(settings.parameters(), AgentParameters.NONE);
        Canary canary = settings.canary();
        List<String> fallbacks = settings.fallbacks();
        return new AgentValues(
                !Boolean.FALSE.equals(settings.enabled()),
                text(settings.model()),
                text(settings.timeoutSeconds()),
                fallbacks == null ? FAMILY : fallbacks.isEmpty() ? NONE : LISTED,
                fallbacks == null ? List.of() : fallbacks,
                lines(settings.allowedModels()),
                settings.requiredFeatures() == null ? List.of() : settings.requiredFeatures(),
                text(parameters.temperature()),
                text(parameters.topP()),
                text(parameters.topK()),
                text(parameters.maxTokens()),
                text(parameters.seed()),
                lines(parameters.stop()),
                text(settings.systemPromptPrefix()),
                canary == null ? "" : canary.model(),
                canary == null ? "" : text(canary.trafficPercent()));
    }

    static AgentValues of(ConsoleForm form) {
        return new AgentValues(
                form.has("enabled"),
                form.text("model"),
                form.text("timeout_seconds"),
                form.text("fallback_rule").isEmpty() ? FAMILY : form.text("fallback_rule"),
                form.text("fallback_rule").equals(LISTED) ? form.texts("fallbacks") : List.of(),
                trimmed(form.raw("allowed_models")),
                form.texts("features"),
                form.text("temperature"),
                form.text("top_p"),
                form.text("top_k"),
                form.text("max_tokens"),
                form.text("seed"),
                form.raw("stop"),
                form.raw("system_prompt_prefix"),
                form.text("canary_model"),
                form.text("canary_model").isEmpty() ? "" : form.text("canary_percent"));
    }

    /** The fields for fallbacks: those that are set, and two for more. */
    public List<String> fallbackFields() {
        return Stream.concat(fallbacks.stream(), Stream.of("", "")).toList();
    }

    public boolean needs(String feature) {
        return requiredFeatures.contains(feature);
    }

    public boolean isRule(String rule) {
        return fallbackRule.equals(rule);
    }

    /** The canary's share for a slider, which cannot be empty. */
    public String slider() {
        return canaryPercent.isEmpty() ? "10" : canaryPercent;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
        return value == null ? "" : value.toString();
    }

    private static String lines(@Nullable List<String> values) {
        return values == null
                ? ""
                : values.stream()
                        .map(value -> value.replace("\\", "\\\\").replace("\n", "\\n"))
                        .collect(Collectors.joining("\n"));
    }

    private static String trimmed(String lines) {
        return lines.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
