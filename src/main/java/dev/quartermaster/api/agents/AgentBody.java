package dev.quartermaster.api.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.agents.AgentParameters;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.agents.Canary;
import dev.quartermaster.api.KnownNames;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.ModelRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the settings of an agent profile and reports all mistakes at once. */
@Singleton
class AgentBody {

    /** The end of the error about a field that an agent does not have. */
    static final String UNKNOWN = "is not a setting of an agent";

    private static final String DRY_RUN = "dry_run";

    /** Fields that only answers have; they are ignored, so that a caller may send an answer back as it came. */
    private static final Set<String> ANSWERS_ONLY =
            Set.of("agent_type", "revision", "source", "recommendation", DRY_RUN);

    private static final int LONGEST_TIMEOUT = 3_600;
    private static final int LONGEST_PREFIX = 32_768;

    private final ModelRegistry registry;
    private final AgentProfiles profiles;

    AgentBody(ModelRegistry registry, AgentProfiles profiles) {
        this.registry = registry;
        this.profiles = profiles;
    }

    /**
     * Reads settings, whole or not at all.
     *
     * @param before the settings that a patch is made to; empty where settings are replaced
     * @throws QuartermasterException naming the first field that is wrong, and saying all
     */
    AgentSettings read(ObjectNode body, Optional<AgentSettings> before) {
        JsonFields fields = JsonFields.of(body.deepCopy().remove(ANSWERS_ONLY), "");
        Problems problems = new Problems();
        AgentSettings settings = new AgentSettings(
                problems.take(() -> fields.flag("enabled")),
                problems.take(() -> model(fields)),
                problems.take(() -> timeout(fields)),
                problems.take(() -> names(fields, "fallbacks")),
                problems.take(() -> names(fields, "allowed_models")),
                problems.take(() -> features(fields)),
                problems.take(() -> parameters(fields.object("parameters"), problems)),
                problems.take(() -> prefix(fields)),
                problems.take(() -> canary(fields.object("canary"))));
        problems.take(() -> refuseUnknown(fields));
        new AgentModels(registry.snapshot(), before, profiles.defaultModel(), problems).check(settings);
        problems.refuse();
        return settings;
    }

    /** Tells if the body asks for a dry run. */
    static boolean isDryRun(ObjectNode body) {
        return Boolean.TRUE.equals(JsonFields.of(body, "").flag(DRY_RUN));
    }

    private static @Nullable String model(JsonFields fields) {
        String name = fields.text("model");
        String provider = fields.text("provider");
        if (name == null && provider != null) {
            throw QuartermasterException.invalid("model", "'model' is missing: a provider alone names none");
        }
        return name == null || provider == null ? name : provider + "/" + name;
    }

    /** The names in a field; null where it is not given, which differs from an empty list. */
    private static @Nullable List<String> names(JsonFields fields, String field) {
        return fields.take(field) == null ? null : fields.texts(field);
    }

    private static @Nullable Integer timeout(JsonFields fields) {
        Integer seconds = fields.count("timeout_seconds", 1);
        if (seconds != null && seconds > LONGEST_TIMEOUT) {
            throw QuartermasterException.invalid(
                    "timeout_seconds", "'timeout_seconds' must be a whole number from 1 to " + LONGEST_TIMEOUT);
        }
        return seconds;
    }

    private static @Nullable List<String> features(JsonFields fields) {
        if (fields.take("required_features") == null) {
            return null;
        }
        List<String> words = fields.texts("required_features");
        KnownNames.features("required_features", words);
        return words;
    }

    private static @Nullable AgentParameters parameters(@Nullable JsonFields fields, Problems problems) {
        if (fields == null) {
            return null;
        }
        AgentParameters parameters = new AgentParameters(
                problems.take(() -> within(fields, "temperature", 0, 2)),
                problems.take(() -> within(fields, "top_p", 0, 1)),
                problems.take(() -> fields.count("top_k", 1)),
                problems.take(() -> fields.count("max_tokens", 1)),
                problems.take(() -> fields.wholeNumber("seed")),
                problems.take(() -> names(fields, "stop")));
        problems.take(() -> refuseUnknown(fields));
        return parameters;
    }

    static @Nullable Double within(JsonFields fields, String field, double least, double most) {
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

    private static @Nullable String prefix(JsonFields fields) {
        String prefix = fields.text("system_prompt_prefix");
        if (prefix != null && (prefix.isBlank() || prefix.length() > LONGEST_PREFIX)) {
            throw QuartermasterException.invalid(
                    "system_prompt_prefix",
                    "'system_prompt_prefix' must be some text of at most " + LONGEST_PREFIX + " characters");
        }
        return prefix;
    }

    private static @Nullable Canary canary(@Nullable JsonFields fields) {
        if (fields == null) {
            return null;
        }
        String name = fields.requiredText("model");
        Double percent = fields.required("traffic_percent", within(fields, "traffic_percent", 0, 100));
        Canary canary = new Canary(name, percent, rule(fields.object("rule")));
        refuseUnknown(fields);
        return canary;
    }

    private static Canary.@Nullable Rule rule(@Nullable JsonFields fields) {
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

    /** @return nothing */
    private static Void refuseUnknown(JsonFields fields) {
        fields.refuseUnknown(UNKNOWN);
        return null;
    }

    /** @throws QuartermasterException when it is no object */
    static ObjectNode object(JsonNode body) {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw JsonFields.wrong(null, "an object", body);
    }
}
