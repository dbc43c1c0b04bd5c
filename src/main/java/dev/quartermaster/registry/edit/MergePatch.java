package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** RFC 7396: fields of the patch replace those of the target, null removes one, objects are merged in the same way. */
public final class MergePatch {

    private MergePatch() {}

    /** Leaves {@code target} and {@code patch} as they are. */
    public static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = target.deepCopy();
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                merged.remove(field.getKey());
            } else if (value instanceof ObjectNode inner) {
                JsonNode own = merged.get(field.getKey());
                merged.set(field.getKey(), apply(own instanceof ObjectNode object ? object : empty(merged), inner));
            } else {
                merged.set(field.getKey(), value.deepCopy());
            }
        }
        return merged;
    }

    private static ObjectNode empty(ObjectNode any) {
        return any.objectNode();
    }
}
