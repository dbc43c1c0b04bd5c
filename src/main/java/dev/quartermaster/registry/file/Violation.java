package dev.quartermaster.registry.file;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;

/** Says in plain words what a schema rule found, beginning with the field: {@code pricing.input_per_1m must be …}. */
final class Violation {

    private Violation() {}

    static String describe(ValidationMessage found) {
        String field = path(found.getInstanceLocation());
        return switch (found.getType()) {
            case "required" -> join(field, found.getProperty()) + " is missing";
            case "additionalProperties" -> join(field, found.getProperty()) + " is not a known field";
            case "type" -> field + " must be " + expectedType(found);
            case "minimum" -> field + " must not be less than " + limit(found);
            case "maximum" -> field + (isPrice(field) ? " is above 1 USD a token" : " must not exceed " + limit(found));
            case "enum" -> field + " must be one of " + limit(found);
            case "minLength" -> field + " must not be empty";
            case "maxLength" -> field + " must not be longer than " + limit(found);
            case "pattern" -> field + " must match " + limit(found);
            case "uniqueItems" -> field + " must not name anything twice";
            default -> field + " breaks the schema's rule '" + found.getType() + "'";
        };
    }

    private static boolean isPrice(String field) {
        String name = field.substring(field.lastIndexOf('.') + 1);
        return name.endsWith("_per_1m") || name.startsWith("cost_per_1k_");
    }

    private static String limit(ValidationMessage found) {
        return String.valueOf(found.getArguments()[0]);
    }

    /** The library passes the type it found, then the one it wants. */
    private static String expectedType(ValidationMessage found) {
        return "of type " + found.getArguments()[1];
    }

    private static String path(JsonNodePath location) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            if (element instanceof Integer) {
                path.append('[').append(element).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(element);
            }
        }
        return path.isEmpty() ? "the entry" : path.toString();
    }

    private static String join(String field, String property) {
        return "the entry".equals(field) ? property : field + "." + property;
    }
}
