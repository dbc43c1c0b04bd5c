package dev.quartermaster.provider.google;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Cuts a JSON Schema down to the subset that Google's {@code Schema} takes; it refuses a request for any other keyword.
 *
 * <p>Rewritten: references within the schema are put in place, a {@code null} among types becomes {@code nullable},
 * several types and {@code oneOf} become {@code anyOf}, {@code allOf} is merged, a {@code const} becomes an {@code enum} of
 * one. Dropped, as there is no word for it: {@code additionalProperties}, {@code patternProperties}, {@code $schema} and
 * the other {@code $} keywords, exclusive bounds, {@code multipleOf}, {@code uniqueItems}, {@code not} and conditions,
 * formats it does not know, and {@code enum}s of anything but texts. A schema that contains itself is open from there on.
 */
final class SchemaCleaner {

    private static final Set<String> KEPT = Set.of(
            "title",
            "description",
            "nullable",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "pattern",
            "required",
            "propertyOrdering");

    private static final Set<String> FORMATS = Set.of("date-time", "enum", "float", "double", "int32", "int64");

    private final Map<?, ?> root;
    private final List<String> following = new ArrayList<>();

    private SchemaCleaner(Map<?, ?> root) {
        this.root = root;
    }

    static Map<String, Object> clean(Map<String, Object> schema) {
        return new SchemaCleaner(schema).cleaned(schema);
    }

    private Map<String, Object> cleaned(Map<?, ?> schema) {
        if (schema.get("$ref") instanceof String target) {
            return followed(target, schema);
        }
        Map<String, Object> clean = new LinkedHashMap<>();
        type(schema, clean);
        schema.forEach((key, value) -> keyword(String.valueOf(key), value, clean));
        dropUnknownRequired(clean);
        return clean;
    }

    private Map<String, Object> followed(String target, Map<?, ?> schema) {
        Object found = following.contains(target) ? null : resolve(target);
        if (!(found instanceof Map<?, ?> referred)) {
            return new LinkedHashMap<>(Map.of("type", "object"));
        }
        following.add(target);
        Map<String, Object> clean = cleaned(referred);
        following.remove(target);
        if (schema.get("description") instanceof String own) {
            clean.put("description", own);
        }
        return clean;
    }

    private Object resolve(String target) {
        if (!target.startsWith("#")) {
            return null;
        }
        Object at = root;
        for (String step : target.substring(1).split("/")) {
            if (!step.isEmpty()) {
                String name = step.replace("~1", "/").replace("~0", "~");
                at = at instanceof Map<?, ?> map ? map.get(name) : null;
            }
        }
        return at;
    }

    private static void type(Map<?, ?> schema, Map<String, Object> clean) {
        Object type = schema.get("type");
        if (type instanceof String one) {
            clean.put("type", one);
        } else if (type instanceof List<?> several) {
            List<?> real = several.stream().filter(each -> !"null".equals(each)).toList();
            if (real.size() < several.size()) {
                clean.put("nullable", true);
            }
            if (real.size() == 1) {
                clean.put("type", real.get(0));
            } else if (!real.isEmpty()) {
                clean.put(
                        "anyOf", real.stream().map(each -> Map.of("type", each)).toList());
            }
        } else if (schema.get("properties") instanceof Map<?, ?>) {
            clean.put("type", "object");
        }
    }

    private void keyword(String keyword, Object value, Map<String, Object> clean) {
        if (KEPT.contains(keyword)) {
            clean.put(keyword, value);
            return;
        }
        switch (keyword) {
            case "properties" -> properties(value, clean);
            case "items" -> clean.put("items", value instanceof Map<?, ?> items ? cleaned(items) : Map.of());
            case "anyOf", "oneOf" -> anyOf(value, clean);
            case "allOf" -> allOf(value, clean);
            case "enum" -> texts(value instanceof List<?> list ? list : List.of(), clean);
            case "const" -> texts(value == null ? List.of() : List.of(value), clean);
            case "format" -> {
                if (FORMATS.contains(String.valueOf(value))) {
                    clean.put(keyword, value);
                }
            }
            default -> {
                // There is no word for it.
            }
        }
    }

    private void properties(Object value, Map<String, Object> clean) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> properties.put(
                    String.valueOf(name), each instanceof Map<?, ?> schema ? cleaned(schema) : Map.of()));
        }
        if (!properties.isEmpty()) {
            clean.put("properties", properties);
        }
    }

    private void anyOf(Object value, Map<String, Object> clean) {
        List<Map<String, Object>> ways = new ArrayList<>();
        for (Object each : value instanceof List<?> list ? list : List.of()) {
            if (each instanceof Map<?, ?> way && "null".equals(way.get("type"))) {
                clean.put("nullable", true);
            } else if (each instanceof Map<?, ?> way) {
                ways.add(cleaned(way));
            }
        }
        if (ways.size() == 1) {
            ways.get(0).forEach(clean::putIfAbsent);
        } else if (!ways.isEmpty()) {
            clean.put("anyOf", ways);
        }
    }

    @SuppressWarnings("unchecked")
    private void allOf(Object value, Map<String, Object> clean) {
        for (Object each : value instanceof List<?> list ? list : List.of()) {
            if (each instanceof Map<?, ?> one) {
                cleaned(one)
                        .forEach((keyword, more) -> clean.merge(keyword, more, (before, added) -> {
                            if (before instanceof Map<?, ?> && added instanceof Map<?, ?>) {
                                Map<String, Object> both = new LinkedHashMap<>((Map<String, Object>) before);
                                both.putAll((Map<String, Object>) added);
                                return both;
                            }
                            return before instanceof List<?> a && added instanceof List<?> b ? joined(a, b) : before;
                        }));
            }
        }
    }

    private static List<Object> joined(List<?> first, List<?> second) {
        List<Object> both = new ArrayList<>(first);
        second.stream().filter(each -> !both.contains(each)).forEach(both::add);
        return both;
    }

    private static void texts(List<?> values, Map<String, Object> clean) {
        List<?> texts = values.stream().filter(String.class::isInstance).toList();
        if (!texts.isEmpty()) {
            clean.put("enum", texts);
            clean.putIfAbsent("type", "string");
        }
        if (values.stream().anyMatch(Objects::isNull)) {
            clean.put("nullable", true);
        }
    }

    /** Names that are required but not described are refused as well. */
    private static void dropUnknownRequired(Map<String, Object> clean) {
        if (clean.get("required") instanceof List<?> names) {
            Map<?, ?> properties = clean.get("properties") instanceof Map<?, ?> map ? map : Map.of();
            List<?> known = names.stream().filter(properties::containsKey).toList();
            if (known.isEmpty()) {
                clean.remove("required");
            } else {
                clean.put("required", known);
            }
        }
    }
}
