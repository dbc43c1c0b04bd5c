package dev.quartermaster.api.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.error.ErrorTranslation;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import java.io.IOException;

/** JSON request and response bodies. */
public final class JsonBody {

    private JsonBody() {}

    /** @throws QuartermasterException with the place of the mistake when the body is not one JSON value */
    public static JsonNode parse(ObjectMapper json, byte[] body) {
        if (body == null || body.length == 0) {
            throw new QuartermasterException(ErrorCode.MALFORMED_JSON, "The request body is empty; JSON is expected.");
        }
        try (JsonParser parser = json.createParser(body)) {
            JsonNode tree = read(json, parser);
            PassableValues.require(tree);
            return tree;
        } catch (IOException unreadable) {
            throw new QuartermasterException(ErrorCode.MALFORMED_JSON, "The request body cannot be read as JSON.");
        }
    }

    private static JsonNode read(ObjectMapper json, JsonParser parser) throws IOException {
        try {
            JsonNode tree = json.readTree(parser);
            if (tree == null || parser.nextToken() != null) {
                throw new QuartermasterException(ErrorCode.MALFORMED_JSON, "The request body is not one JSON value.");
            }
            return tree;
        } catch (JsonProcessingException mistake) {
            throw ErrorTranslation.malformed(mistake, parser.getParsingContext());
        }
    }

    public static byte[] bytes(ObjectMapper json, Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }
}
