package dev.quartermaster.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Compares JSON that may only have grown. */
public final class Subset {

    private Subset() {}

    /** The paths of all fields of {@code before} that {@code after} lacks or has otherwise; a null says nothing to lose. */
    public static List<String> lost(JsonNode before, JsonNode after) {
        List<String> lost = new ArrayList<>();
        compare("", before, after, lost);
        return lost;
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<String> lost) {
        if (before.isObject() && after.isObject()) {
            before.properties()
                    .forEach(field ->
                            compare(path + "/" + field.getKey(), field.getValue(), after.path(field.getKey()), lost));
        } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                compare(path + "/" + i, before.get(i), after.get(i), lost);
            }
        } else if (before.isNull() && after.isMissingNode()) {
            return;
        } else if (!before.equals(after) && !(before.isNumber() && before.asDouble() == after.asDouble())) {
            lost.add(path);
        }
    }
}
