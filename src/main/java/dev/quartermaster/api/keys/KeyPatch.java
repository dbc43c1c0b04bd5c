package dev.quartermaster.api.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.auth.keys.KeySettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies a JSON merge patch to what is set of a key. */
final class KeyPatch {

    private KeyPatch() {}

    /** Returns the body that sets all of it. */
    static ObjectNode apply(ObjectMapper json, KeySettings before, ObjectNode patch) {
        ObjectNode whole = json.createObjectNode();
        whole.put("name", before.name());
        whole.put("note", before.note());
        whole.put("role", Roles.name(before.role()));
        names(whole, "models", before.models());
        names(whole, "agent_types", before.agentTypes());
        whole.put("requests_per_minute", before.requestsPerMinute());
        whole.put("tokens_per_minute", before.tokensPerMinute());
        whole.put("tenant", before.tenant());
        whole.put(
                "expires_at",
                before.expiresAt() == null ? null : before.expiresAt().toString());
        whole.setAll(patch);
        return whole;
    }

    private static void names(ObjectNode whole, String field, @Nullable List<String> names) {
        if (names != null) {
            ArrayNode array = whole.putArray(field);
            names.forEach(array::add);
        }
    }
}
