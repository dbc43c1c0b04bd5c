package dev.quartermaster.api.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Adds a provider's own fields to an answer of the same dialect. */
public final class ProviderFields {

    private ProviderFields() {}

    /**
     * Adds fields. One that is an object on both sides is merged; otherwise the provider's word wins. A field that is null
     * says nothing and is left out: not every client takes a null for what is absent.
     */
    public static void merge(ObjectMapper json, ObjectNode node, Map<?, ?> extra) {
        extra.forEach((name, value) -> {
            String field = String.valueOf(name);
            if (node.get(field) instanceof ObjectNode own && value instanceof Map<?, ?> more) {
                merge(json, own, more);
            } else if (value != null) {
                node.set(field, tree(json, value));
            }
        });
    }

    /** Makes a tree of a value that was read from JSON, without the detour that any other value would need. */
    private static JsonNode tree(ObjectMapper json, Object value) {
        if (value instanceof JsonNode tree) {
            return tree;
        } else if (value instanceof String text) {
            return json.getNodeFactory().textNode(text);
        } else if (value instanceof Integer number) {
            return json.getNodeFactory().numberNode(number);
        } else if (value instanceof Boolean flag) {
            return json.getNodeFactory().booleanNode(flag);
        } else if (value instanceof List<?> list && list.isEmpty()) {
            return json.createArrayNode();
        }
        return json.valueToTree(value);
    }
}
