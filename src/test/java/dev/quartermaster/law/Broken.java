package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The rules that a body breaks, each with its place. */
final class Broken {

    private final List<String> rules = new ArrayList<>();

    void demand(boolean holds, String at, String rule) {
        if (!holds) {
            rules.add(at + ": " + rule);
        }
    }

    /** An optional number keeps within its bounds. */
    void range(JsonNode body, String field, double least, double most) {
        JsonNode value = body.path(field);
        demand(
                value.isMissingNode() || value.isNumber() && value.asDouble() >= least && value.asDouble() <= most,
                field,
                "is a number from " + least + " to " + most);
    }

    /** A message, block or the like has no other fields than these. */
    void only(JsonNode object, String at, java.util.Set<String> fields) {
        object.fieldNames().forEachRemaining(name -> demand(fields.contains(name), at + "." + name, "unknown field"));
    }

    void addAll(List<String> others) {
        rules.addAll(others);
    }

    List<String> all() {
        return rules;
    }

    static boolean said(JsonNode text) {
        return text.isTextual() && !text.asText().isBlank();
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }
}
