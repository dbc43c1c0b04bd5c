package dev.quartermaster.provider.ollama;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the JSON Schema of a tool's parameters in the form that the server reads: the type of the whole is one word, and
 * each schema below it is an object, never {@code true} or {@code false}. It passes over all that it does not know.
 */
final class ParameterSchema {

    private static final String TYPE = "type";
    private static final String OBJECT = "object";
    private static final String PROPERTIES = "properties";
    private static final String ANY_OF = "anyOf";

    private ParameterSchema() {}

    static Map<String, Object> of(Map<String, Object> schema) {
        Map<String, Object> written = node(schema);
        if (!(written.get(TYPE) instanceof String)) {
            written.put(TYPE, OBJECT);
        }
        return written;
    }

    private static Map<String, Object> node(Map<?, ?> schema) {
        Map<String, Object> node = new LinkedHashMap<>();
        schema.forEach((keyword, value) -> node.put(String.valueOf(keyword), value));
        if (node.get(PROPERTIES) instanceof Map<?, ?> properties) {
            Map<String, Object> each = new LinkedHashMap<>();
            properties.forEach((name, property) -> {
                if (!Boolean.FALSE.equals(property)) {
                    each.put(String.valueOf(name), member(property));
                }
            });
            node.put(PROPERTIES, each);
        }
        if (node.get(ANY_OF) instanceof List<?> ways) {
            List<Object> each = new ArrayList<>();
            ways.stream().filter(way -> !Boolean.FALSE.equals(way)).forEach(way -> each.add(member(way)));
            node.put(ANY_OF, each);
        }
        return node;
    }

    /** Anything is an object that says nothing. */
    private static Map<String, Object> member(Object schema) {
        return schema instanceof Map<?, ?> map ? node(map) : Map.of();
    }
}
