package dev.quartermaster.api.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.inject.Singleton;
import java.util.Set;

/** Reads the body of a request that changes a model: an entry of the registry file, or a part of one. */
@Singleton
class EntryBody {

    /** Fields that only answers have; they are ignored, so that a caller may send an answer back as it came. */
    private static final Set<String> ANSWERS_ONLY = Set.of("state", ModelAnswer.COST);

    private final ObjectMapper json;

    EntryBody(ObjectMapper json) {
        // Prices are exact decimals, and a field given twice is a mistake that must not pass silently.
        this.json = json.copy()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    ObjectNode read(byte[] body) {
        JsonNode tree = JsonBody.parse(json, body);
        if (!(tree instanceof ObjectNode entry)) {
            throw JsonFields.wrong(null, "an object", tree);
        }
        return entry.remove(ANSWERS_ONLY);
    }

    /** The key that an entry itself names. */
    static ModelKey key(ObjectNode entry) {
        return key(text(entry, "provider"), text(entry, "id"));
    }

    private static String text(ObjectNode entry, String field) {
        JsonNode value = entry.path(field);
        if (!value.isTextual()) {
            throw QuartermasterException.invalid(
                    field, value.isMissingNode() ? "'" + field + "' is missing" : "'" + field + "' must be a string");
        }
        return value.textValue();
    }

    /** The key in a path, or the fields of an entry. */
    static ModelKey key(String provider, String model) {
        try {
            return new ModelKey(ProviderId.of(provider), model);
        } catch (IllegalArgumentException e) {
            throw QuartermasterException.invalid(model.isBlank() ? "id" : "provider", String.valueOf(e.getMessage()));
        }
    }
}
