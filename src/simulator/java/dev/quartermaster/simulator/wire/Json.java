package dev.quartermaster.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** Writes JSON the way it looks, with the fields in the order given, which the same request must always get. */
public final class Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    /** @param pairs names and values in turn; a value is JSON, a string, a number, a boolean or null */
    public static ObjectNode object(Object... pairs) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            object.set((String) pairs[i], node(pairs[i + 1]));
        }
        return object;
    }

    public static ArrayNode array(Object... values) {
        return array(List.of(values));
    }

    public static ArrayNode array(Collection<?> values) {
        ArrayNode array = NODES.arrayNode(values.size());
        values.forEach(value -> array.add(node(value)));
        return array;
    }

    public static ArrayNode array(double[] values) {
        ArrayNode array = NODES.arrayNode(values.length);
        for (double value : values) {
            array.add(value);
        }
        return array;
    }

    private static JsonNode node(Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof JsonNode json) {
            return json;
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    }
}
