package dev.quartermaster.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.simulator.brain.Twist;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A request as a protocol sees it.
 *
 * @param id a digest of path and body: the same request has the same id
 * @param path the parameters of the endpoint's path, decoded
 * @param query looks up a query parameter, null when it is not there
 * @param header looks up a request header, null when it is not there
 * @param body an empty object when there is none
 */
public record Call(
        String id,
        Map<String, String> path,
        UnaryOperator<String> query,
        UnaryOperator<String> header,
        ObjectNode body,
        Twist twist) {

    public Call withTwist(Twist other) {
        return new Call(id, path, query, header, body, other);
    }

    /** The value at a path of field names; missing when any of them is. */
    public JsonNode at(String... names) {
        JsonNode node = body;
        for (String name : names) {
            node = node.path(name);
        }
        return node;
    }

    public String text(String field) {
        return body.path(field).asText("");
    }

    /**
     * A list that the request must have.
     *
     * @throws Refused when it is absent, empty, or not a list
     */
    public JsonNode requiredList(String field) {
        JsonNode list = body.path(field);
        if (!list.isArray() || list.isEmpty()) {
            throw Refused.invalid(field, "'" + field + "' must be a list with at least one element");
        }
        return list;
    }

    /**
     * A text that the request must have.
     *
     * @throws Refused when it is absent, blank, or not a text
     */
    public String requiredText(String field) {
        if (!body.path(field).isTextual() || body.path(field).asText().isBlank()) {
            throw Refused.invalid(field, "'" + field + "' is required");
        }
        return body.path(field).asText();
    }

    /** An empty body, for requests that carry none. */
    public static ObjectNode noBody() {
        return JsonNodeFactory.instance.objectNode();
    }
}
