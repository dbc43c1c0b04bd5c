package dev.quartermaster.api.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.api.json.JsonFields;
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
}
