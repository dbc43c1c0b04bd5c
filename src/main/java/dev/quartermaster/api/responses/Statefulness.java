package dev.quartermaster.api.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.domain.QuartermasterException;

/** Refuses what would need something that is kept between two requests: no answer may seem to know what it cannot. */
final class Statefulness {

    private Statefulness() {}

    /** @throws QuartermasterException naming the field */
    static void refuse(JsonFields fields) {
        refuse(fields, "previous_response_id", "answers are not kept; send the whole conversation in 'input'");
        refuse(fields, "conversation", "conversations are not kept; send the whole conversation in 'input'");
        refuse(fields, "prompt", "prompt templates are not kept; send 'instructions' and 'input'");
        if (Boolean.TRUE.equals(fields.flag("background"))) {
            throw QuartermasterException.invalid(
                    "background", "'background' cannot be true: answers are not kept to be fetched later");
        }
        // Accepted because clients send it as a matter of course; nothing is stored either way.
        fields.flag("store");
    }

    private static void refuse(JsonFields fields, String field, String why) {
        JsonNode value = fields.take(field);
        if (value != null) {
            throw QuartermasterException.invalid(field, "'" + field + "' is not supported: " + why);
        }
    }
}
