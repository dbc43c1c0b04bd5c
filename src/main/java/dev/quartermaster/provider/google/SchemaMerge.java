package dev.quartermaster.provider.google;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts references and {@code allOf} in place, so that a schema's node says itself what it demands. Only references within
 * the schema are followed; one that leads back to where it came from, or nowhere, stands for any object.
 */
final class SchemaMerge {

    private static final Map<String, Object> ANY_OBJECT = Map.of("type", "object");

    /** More references than this on one way down are not followed. */
    private static final int MOST_FOLLOWED = 200;

    private final Map<?, ?> root;

    SchemaMerge(Map<?, ?> root) {
        this.root = root;
    }

    /**
     * One node without references.
     *
     * @param open the references that were followed on the way to it
     */
    record Flat(Map<String, Object> node, Set<String> open) {}

    Flat flat(Map<?, ?> schema, Set<String> open) {
        Set<String> followed = new HashSet<>(open);
        Map<String, Object> node = own(schema);
        if (schema.get("$ref") instanceof String target) {
            node = merged(node, referred(target, followed));
        }
        for (Object each : list(schema.get("allOf"))) {
            if (each instanceof Map<?, ?> member) {
                Flat more = flat(member, followed);
                followed.addAll(more.open());
                node = merged(node, more.node());
            }
        }
        return new Flat(node, followed);
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** Both schemas' demands in one node; where only one can be kept, it is the first one's. */
    static Map<String, Object> merged(Map<String, Object> first, Map<String, Object> second) {
        Map<String, Object> both = new LinkedHashMap<>(first);
        second.forEach((keyword, more) -> both.merge(keyword, more, (one, other) -> merged(keyword, one, other)));
        return both;
    }

    private static Object merged(String keyword, Object first, Object second) {
        return switch (keyword) {
            case "type" -> commonTypes(words(first), words(second));
            case "enum" -> common(list(first), list(second));
            case "required" -> joined(list(first), list(second));
            case "properties" -> properties(first, second);
            case "items" ->
                first instanceof Map<?, ?> && second instanceof Map<?, ?>
                        ? Map.of("allOf", List.of(first, second))
                        : first;
            default -> first;
        };
    }

    /** The types a schema names, in its order. */
    static List<?> words(Object type) {
        return type instanceof List<?> several ? several : List.of(type);
    }

    private static List<?> commonTypes(List<?> first, List<?> second) {
        List<Object> common = new ArrayList<>();
        for (Object type : first) {
            if (second.contains(type) || (type.equals("integer") && second.contains("number"))) {
                common.add(type);
            } else if (type.equals("number") && second.contains("integer")) {
                common.add("integer");
            }
        }
        return common.isEmpty() ? first : common;
    }

    private static List<?> common(List<?> first, List<?> second) {
        List<?> common = first.stream().filter(value -> holds(second, value)).toList();
        return common.isEmpty() ? first : common;
    }

    private static List<Object> joined(List<?> first, List<?> second) {
        List<Object> both = new ArrayList<>(first);
        second.stream().filter(each -> !both.contains(each)).forEach(both::add);
        return both;
    }

    /** Returns whether a list contains a value; unlike {@code contains}, also for null in any list. */
    static boolean holds(List<?> values, @Nullable Object wanted) {
        return values.stream().anyMatch(value -> Objects.equals(value, wanted));
    }

    private static Object properties(Object first, Object second) {
        if (!(first instanceof Map<?, ?> some && second instanceof Map<?, ?> more)) {
            return first instanceof Map<?, ?> ? first : second;
        }
        Map<Object, Object> both = new LinkedHashMap<>(some);
        more.forEach((name, schema) -> both.merge(name, schema, (one, other) -> Map.of("allOf", List.of(one, other))));
        return both;
    }

    /** The node's own keywords that say something; a {@code const} is an {@code enum} of one. */
    private static Map<String, Object> own(Map<?, ?> schema) {
        Map<String, Object> own = new LinkedHashMap<>();
        schema.forEach((keyword, value) -> {
            if (value != null) {
                own.put(String.valueOf(keyword), value);
            }
        });
        own.remove("$ref");
        own.remove("allOf");
        if (schema.containsKey("const")) {
            own.remove("const");
            List<Object> only = new ArrayList<>();
            only.add(schema.get("const"));
            own.put("enum", only);
        }
        return own;
    }

    private Map<String, Object> referred(String target, Set<String> followed) {
        boolean follows = followed.size() < MOST_FOLLOWED && followed.add(target);
        Object found = follows ? resolve(target) : null;
        if (found instanceof Map<?, ?> schema) {
            Flat flat = flat(schema, followed);
            followed.addAll(flat.open());
            return flat.node();
        }
        return found instanceof Boolean ? Map.of() : ANY_OBJECT;
    }

    private @Nullable Object resolve(String target) {
        if (!target.startsWith("#")) {
            return null;
        }
        Object at = root;
        for (String step : target.substring(1).split("/", -1)) {
            if (!step.isEmpty()) {
                at = step(at, step.replace("~1", "/").replace("~0", "~"));
            }
        }
        return at;
    }

    private static @Nullable Object step(@Nullable Object at, String name) {
        if (at instanceof List<?> list && name.matches("\\d{1,6}")) {
            int index = Integer.parseInt(name);
            return index < list.size() ? list.get(index) : null;
        }
        return at instanceof Map<?, ?> map ? map.get(name) : null;
    }
}
