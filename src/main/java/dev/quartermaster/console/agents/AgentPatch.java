package dev.quartermaster.console.agents;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a JSON merge patch of what somebody changed in the form. What the form does not show, and what was not touched, is not
 * in it and stays. Values are not judged here: a number that is none goes as text, which is refused with the field's name.
 */
final class AgentPatch {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST_WHOLE = 18;

    private final AgentValues before;
    private final AgentValues after;
    private final ObjectNode patch = JSON.objectNode();

    private AgentPatch(AgentValues before, AgentValues after) {
        this.before = before;
        this.after = after;
    }

    static ObjectNode of(AgentValues before, AgentValues after) {
        return new AgentPatch(before, after).patch();
    }

    private ObjectNode patch() {
        if (before.enabled() != after.enabled()) {
            patch.put("enabled", after.enabled());
        }
        text(patch, "model", before.model(), after.model());
        number(patch, "timeout_seconds", before.timeoutSeconds(), after.timeoutSeconds());
        fallbacks();
        texts(patch, "allowed_models", lines(before.allowedModels()), lines(after.allowedModels()));
        texts(patch, "required_features", before.requiredFeatures(), after.requiredFeatures());
        text(patch, "system_prompt_prefix", before.systemPromptPrefix(), after.systemPromptPrefix());
        parameters();
        canary();
        return patch;
    }

    private void fallbacks() {
        boolean same = before.fallbackRule().equals(after.fallbackRule())
                && before.fallbacks().equals(after.fallbacks());
        if (same) {
            return;
        } else if (after.isRule(AgentValues.FAMILY)) {
            patch.putNull("fallbacks");
        } else {
            patch.set("fallbacks", array(after.fallbacks()));
        }
    }

    private void parameters() {
        ObjectNode inner = JSON.objectNode();
        number(inner, "temperature", before.temperature(), after.temperature());
        number(inner, "top_p", before.topP(), after.topP());
        number(inner, "top_k", before.topK(), after.topK());
        number(inner, "max_tokens", before.maxTokens(), after.maxTokens());
        number(inner, "seed", before.seed(), after.seed());
        texts(inner, "stop", stops(before.stop()), stops(after.stop()));
        if (!inner.isEmpty()) {
            patch.set("parameters", inner);
        }
    }

    private void canary() {
        if (after.canaryModel().isEmpty()) {
            if (!before.canaryModel().isEmpty()) {
                patch.putNull("canary");
            }
            return;
        }
        ObjectNode inner = JSON.objectNode();
        text(inner, "model", before.canaryModel(), after.canaryModel());
        number(inner, "traffic_percent", before.canaryPercent(), after.canaryPercent());
        if (!inner.isEmpty()) {
            patch.set("canary", inner);
        }
    }

    private static void text(ObjectNode into, String field, String before, String after) {
        if (!before.equals(after)) {
            if (after.isEmpty()) {
                into.putNull(field);
            } else {
                into.put(field, after);
            }
        }
    }

    private static void number(ObjectNode into, String field, String before, String after) {
        if (before.equals(after)) {
            return;
        }
        if (after.isEmpty()) {
            into.putNull(field);
            return;
        }
        try {
            BigDecimal number = new BigDecimal(after);
            if (number.scale() <= 0 && number.precision() <= LONGEST_WHOLE) {
                into.put(field, number.longValueExact());
            } else {
                into.put(field, number);
            }
        } catch (NumberFormatException | ArithmeticException none) {
            into.put(field, after);
        }
    }

    private static void texts(ObjectNode into, String field, List<String> before, List<String> after) {
        if (!before.equals(after)) {
            if (after.isEmpty()) {
                into.putNull(field);
            } else {
                into.set(field, array(after));
            }
        }
    }

    private static ArrayNode array(List<String> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static List<String> stops(String text) {
        return Arrays.stream(text.split("\n", -1))
                .filter(line -> !line.isEmpty())
                .map(line -> line.replace("\\\\", "\u0000").replace("\\n", "\n").replace("\u0000", "\\"))
                .toList();
    }
}
