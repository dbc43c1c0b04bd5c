package dev.quartermaster.provider.translation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object under construction: fields keep the order in which they were set, and one without a value is left out.
 * Request bodies are built of it rather than of fixed records, because they are open: what the caller's dialect knows
 * beyond the shared words is added to any object at any depth.
 */
public final class Fields {

    private final Map<String, Object> map = new LinkedHashMap<>();

    public static Fields with(String name, @Nullable Object value) {
        return new Fields().set(name, value);
    }

    /** Sets a field, unless {@code value} is null. */
    public Fields set(String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
        return this;
    }

    /** Adds fields that are not set yet, at any depth; nulls among them are kept. */
    public Fields add(Map<String, Object> extra) {
        add(map, extra);
        return this;
    }

    private static void add(Map<String, Object> object, Map<?, ?> extra) {
        extra.forEach((name, value) -> {
            String field = String.valueOf(name);
            if (object.get(field) instanceof Map<?, ?> own && value instanceof Map<?, ?> more) {
                Map<String, Object> both = new LinkedHashMap<>();
                add(both, own);
                add(both, more);
                object.put(field, both);
            } else {
                object.putIfAbsent(field, value);
            }
        });
    }

    public boolean isEmpty() {
        return map.isEmpty();
    }

    /** The object itself, for serialisation. */
    public Map<String, Object> map() {
        return map;
    }
}
