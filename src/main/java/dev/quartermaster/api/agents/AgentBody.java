package dev.quartermaster.api.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.agents.AgentParameters;
import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.agents.Canary;
import dev.quartermaster.api.JsonFields;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what an agent shall be set to, whole or not at all. */
@Singleton
class AgentBody {

    static final String AUTO = "auto";

    /** What an answer says besides the settings; a caller may send an answer back as it came. */
    private static final Set<String> ANSWERS_ONLY = Set.of("agent_type", "revision", "source");

    private static final int LONGEST_TIMEOUT = 3_600;
    private static final int LONGEST_PREFIX = 32_768;

    private final ModelRegistry registry;

    AgentBody(ModelRegistry registry) {
        this.registry = registry;
    }

    /** @throws QuartermasterException naming the field that is wrong */
    AgentSettings read(ObjectNode body) {
        JsonFields fields = JsonFields.of(body.deepCopy().remove(ANSWERS_ONLY), "");
        String model = model(fields);
        AgentSettings settings = new AgentSettings(
                fields.flag("enabled"),
                model,
                timeout(fields),
                fallbacks(fields, model),
                fields.take("allowed_models") == null ? null : models(fields, "allowed_models"),
                features(fields),
                parameters(fields.object("parameters")),
                prefix(fields),
                canary(fields.object("canary"), model));
        refuseUnknown(fields);
        requireAllowed(settings);
        return settings;
    }

    private String model(JsonFields fields) {
        String name = fields.text("model");
        String provider = fields.text("provider");
        if (name == null && provider != null) {
            throw QuartermasterException.invalid("model", "'model' is missing: a provider alone names none");
        } else if (name == null || name.equals(AUTO)) {
            return name;
        }
        String qualified = provider == null ? name : provider + "/" + name;
        require("model", qualified);
        return qualified;
    }

    private ModelSpec require(String field, String name) {
        RegistrySnapshot models = registry.snapshot();
        return models.resolve(name).orElseThrow(() -> {
            List<String> near = models.nearMisses(name);
            return QuartermasterException.invalid(
                    field,
                    "'" + field + "': there is no model '" + name + "' in the registry."
                            + (near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?"));
        });
    }

    private static Integer timeout(JsonFields fields) {
        Integer seconds = fields.count("timeout_seconds", 1);
        if (seconds != null && seconds > LONGEST_TIMEOUT) {
            throw QuartermasterException.invalid(
                    "timeout_seconds", "'timeout_seconds' must be a whole number from 1 to " + LONGEST_TIMEOUT);
        }
        return seconds;
    }

    /** Null where they are not given; an empty list forbids failover. */
    private List<String> fallbacks(JsonFields fields, String model) {
        if (fields.take("fallbacks") == null) {
            return null;
        }
        List<String> names = models(fields, "fallbacks");
        Set<ModelKey> met = new HashSet<>();
        if (model != null && !model.equals(AUTO)) {
            met.add(require("model", model).key());
        }
        for (int i = 0; i < names.size(); i++) {
            if (!met.add(require("fallbacks[" + i + "]", names.get(i)).key())) {
                throw QuartermasterException.invalid(
                        "fallbacks[" + i + "]", "'fallbacks[" + i + "]' is the model itself, or named before");
            }
        }
        return names;
    }

    private List<String> models(JsonFields fields, String field) {
        List<String> names = fields.texts(field);
        for (int i = 0; i < names.size(); i++) {
            require(field + "[" + i + "]", names.get(i));
        }
        return names;
    }

    private static List<String> features(JsonFields fields) {
        if (fields.take("required_features") == null) {
            return null;
        }
        List<String> words = fields.texts("required_features");
        for (int i = 0; i < words.size(); i++) {
            if (Feature.parse(words.get(i)).isEmpty()) {
                String known = String.join(
                        ", ", Arrays.stream(Feature.values()).map(Feature::wire).toList());
                throw QuartermasterException.invalid(
                        "required_features[" + i + "]",
                        "There is no feature '" + words.get(i) + "'; known are " + known);
            }
        }
        return words;
    }

    private static AgentParameters parameters(JsonFields fields) {
        if (fields == null) {
            return null;
        }
        List<String> stop = fields.take("stop") == null ? null : new ArrayList<>(fields.texts("stop"));
        AgentParameters parameters = new AgentParameters(
                within(fields, "temperature", 0, 2),
                within(fields, "top_p", 0, 1),
                fields.count("top_k", 1),
                fields.count("max_tokens", 1),
                fields.wholeNumber("seed"),
                stop);
        refuseUnknown(fields);
        return parameters;
    }

    static Double within(JsonFields fields, String field, double least, double most) {
        Double value = fields.number(field);
        if (value != null && !(value >= least && value <= most)) {
            throw QuartermasterException.invalid(
                    fields.path(field),
                    "'" + fields.path(field) + "' must be a number from " + plain(least) + " to " + plain(most));
        }
        return value;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static String prefix(JsonFields fields) {
        String prefix = fields.text("system_prompt_prefix");
        if (prefix != null && (prefix.isBlank() || prefix.length() > LONGEST_PREFIX)) {
            throw QuartermasterException.invalid(
                    "system_prompt_prefix",
                    "'system_prompt_prefix' must be some text of at most " + LONGEST_PREFIX + " characters");
        }
        return prefix;
    }

    private Canary canary(JsonFields fields, String model) {
        if (fields == null) {
            return null;
        }
        String name = fields.requiredText("model");
        ModelSpec trial = require("canary.model", name);
        if (model != null
                && !model.equals(AUTO)
                && require("model", model).key().equals(trial.key())) {
            throw QuartermasterException.invalid("canary.model", "'canary.model' is the agent's model already");
        }
        Double percent = fields.required("traffic_percent", within(fields, "traffic_percent", 0, 100));
        Canary canary = new Canary(name, percent, rule(fields.object("rule")));
        refuseUnknown(fields);
        return canary;
    }

    private static Canary.Rule rule(JsonFields fields) {
        if (fields == null) {
            return null;
        }
        Integer least = fields.count("min_requests", 1);
        Canary.Rule rule = new Canary.Rule(
                least == null ? 50 : least,
                within(fields, "min_success_rate", 0, 1),
                within(fields, "min_quality", 0, 1),
                within(fields, "max_cost_ratio", 0, 1_000),
                fields.count("promote_after_requests", 1));
        refuseUnknown(fields);
        return rule;
    }

    private void requireAllowed(AgentSettings settings) {
        if (settings.allowedModels() == null || settings.allowedModels().isEmpty()) {
            return;
        }
        Set<ModelKey> allowed = new HashSet<>();
        settings.allowedModels()
                .forEach(name -> allowed.add(require("allowed_models", name).key()));
        if (settings.model() != null && !settings.model().equals(AUTO)) {
            refuseOther("model", settings.model(), allowed);
        }
        if (settings.canary() != null) {
            refuseOther("canary.model", settings.canary().model(), allowed);
        }
    }

    private void refuseOther(String field, String name, Set<ModelKey> allowed) {
        if (!allowed.contains(require(field, name).key())) {
            throw QuartermasterException.invalid(field, "'" + field + "' is not one of 'allowed_models'");
        }
    }

    static void refuseUnknown(JsonFields fields) {
        fields.rest().keySet().stream().findFirst().ifPresent(field -> {
            throw QuartermasterException.invalid(
                    fields.path(field), "'" + fields.path(field) + "' is not a setting of an agent");
        });
    }

    /** @throws QuartermasterException when it is no object */
    static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw JsonFields.wrong(null, "an object", body);
    }
}
