package dev.quartermaster.api.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.KnownNames;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.auth.keys.KeySettings;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what is set of a key, whole or not at all. */
@Singleton
class KeyBody {

    /** Fields that only answers have; they are ignored, so that a caller may send an answer back as it came. */
    static final Set<String> ANSWERS_ONLY = Set.of(
            "id",
            "state",
            "created_at",
            "created_by",
            "updated_at",
            "secret_made_at",
            "former_secret_until",
            "last_used_at",
            "revoked_at",
            "revision",
            "budgets");

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_NOTE = 1_000;
    private static final int LONGEST_TENANT = 64;
    private static final int MOST_NAMES = 200;
    private static final long HIGHEST_LIMIT = 1_000_000_000_000L;

    private final ModelRegistry registry;
    private final Clock clock;

    KeyBody(ModelRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Reads the settings of a key.
     *
     * @param before what was set; its expiry may be over. Null for a new key.
     * @throws QuartermasterException naming the field that is wrong
     */
    KeySettings read(JsonNode body, @Nullable KeySettings before) {
        JsonFields.of(body, "");
        JsonFields fields = JsonFields.of(((ObjectNode) body).deepCopy().remove(ANSWERS_ONLY), "");
        fields.take(KeyBudget.FIELD);
        KeySettings settings = new KeySettings(
                name(fields),
                line(fields, "note", LONGEST_NOTE),
                role(fields),
                models(fields, before),
                agentTypes(fields),
                limit(fields, "requests_per_minute"),
                limit(fields, "tokens_per_minute"),
                line(fields, "tenant", LONGEST_TENANT),
                expiry(fields, before));
        fields.refuseUnknown("is not a field of a key");
        return settings;
    }

    private static String name(JsonFields fields) {
        return fields.required("name", line(fields, "name", LONGEST_NAME));
    }

    /** A line of text, not blank; null when it is absent. */
    private static @Nullable String line(JsonFields fields, String field, int longest) {
        String text = fields.text(field);
        if (text == null) {
            return null;
        }
        String line = text.strip();
        if (line.isEmpty() || line.length() > longest || line.chars().anyMatch(Character::isISOControl)) {
            throw QuartermasterException.invalid(
                    field,
                    "'" + field + "' must be a line of up to " + longest
                            + " characters, not blank and without control characters");
        }
        return line;
    }

    private static Caller.Role role(JsonFields fields) {
        String word = fields.required("role", fields.text("role"));
        return Arrays.stream(Caller.Role.values())
                .filter(role -> Roles.name(role).equals(word))
                .findFirst()
                .orElseThrow(() -> QuartermasterException.invalid(
                        "role",
                        "'role' must be one of "
                                + Arrays.stream(Caller.Role.values())
                                        .map(Roles::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** By their qualified ids. One that was set before may have gone from the registry. */
    private @Nullable List<String> models(JsonFields fields, @Nullable KeySettings before) {
        List<String> names = names(fields, "models");
        if (names == null) {
            return null;
        }
        RegistrySnapshot models = registry.snapshot();
        List<String> known = before == null || before.models() == null ? List.of() : before.models();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            keys.add(
                    known.contains(name)
                            ? name
                            : KnownNames.model(models, "models[" + i + "]", name)
                                    .toString());
        }
        return keys.stream().distinct().toList();
    }

    private static @Nullable List<String> agentTypes(JsonFields fields) {
        List<String> names = names(fields, "agent_types");
        if (names != null) {
            for (int i = 0; i < names.size(); i++) {
                AgentType.check("agent_types[" + i + "]", names.get(i));
            }
        }
        return names == null ? null : names.stream().distinct().toList();
    }

    private static @Nullable List<String> names(JsonFields fields, String field) {
        if (fields.take(field) == null) {
            return null;
        }
        List<String> names = fields.texts(field);
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            throw QuartermasterException.invalid(
                    field, "'" + field + "' must be 1 to " + MOST_NAMES + " names, or null for all");
        }
        return names;
    }

    private static @Nullable Long limit(JsonFields fields, String field) {
        Long limit = fields.wholeNumber(field);
        if (limit != null && (limit < 1 || limit > HIGHEST_LIMIT)) {
            throw QuartermasterException.invalid(
                    field, "'" + field + "' must be from 1 to " + HIGHEST_LIMIT + ", or null for no limit of its own");
        }
        return limit;
    }

    private @Nullable Instant expiry(JsonFields fields, @Nullable KeySettings before) {
        Instant end = fields.time("expires_at");
        boolean isNew = before == null || !Objects.equals(before.expiresAt(), end);
        if (end != null && isNew && !end.isAfter(clock.instant())) {
            throw QuartermasterException.invalid("expires_at", "'expires_at' is in the past");
        }
        return end;
    }
}
