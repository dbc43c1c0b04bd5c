package dev.quartermaster.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.QuartermasterException;
import java.util.Map;

/**
 * Values that are correct JSON and yet cannot be passed on: half of a surrogate pair is no character of any encoding, and
 * a number beyond a double's range has become infinite by the time it is read.
 */
final class PassableValues {

    private PassableValues() {}

    /** @throws QuartermasterException naming the first field that holds such a value */
    static void require(JsonNode tree) {
        if (!isSound(tree)) {
            refuse(tree, "");
        }
    }

    private static boolean isSound(JsonNode node) {
        if (node.isTextual()) {
            return isSound(node.textValue());
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!isSound(field.getKey()) || !isSound(field.getValue())) {
                    return false;
                }
            }
        } else if (node.isArray()) {
            for (JsonNode item : node) {
                if (!isSound(item)) {
                    return false;
                }
            }
        }
        return !node.isFloatingPointNumber() || Double.isFinite(node.doubleValue());
    }

    private static boolean isSound(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean whole = Character.isHighSurrogate(unit)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!whole) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Paths are only put together once it is known that there is something to name. */
    private static void refuse(JsonNode node, String path) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!isSound(field.getKey())) {
                    throw broken(path, "the name of a field of '" + path + "' holds half a character");
                } else if (!isSound(field.getValue())) {
                    refuse(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey());
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                if (!isSound(node.get(i))) {
                    refuse(node.get(i), path + "[" + i + "]");
                }
            }
        }
        throw broken(path, node.isTextual() ? "'" + path + "' holds half a character" : "'" + path + "' is too large");
    }

    private static QuartermasterException broken(String path, String message) {
        return QuartermasterException.invalid(path.isEmpty() ? null : path, message);
    }
}
