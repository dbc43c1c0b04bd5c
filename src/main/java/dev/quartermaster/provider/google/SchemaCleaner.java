package dev.quartermaster.provider.google;

import dev.quartermaster.provider.google.SchemaMerge.Flat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a JSON Schema in the subset that Google's {@code Schema} takes; it refuses a request for anything else.
 *
 * <p>Each node has one type, or {@code anyOf} and nothing beside it; what stood beside an {@code anyOf} goes into each of
 * its members. Rewritten: references and {@code allOf} are put in place, several types and {@code oneOf} become {@code
 * anyOf}, {@code null} becomes {@code nullable}, a {@code const} an {@code enum} of one, a tuple an array of any of its
 * members. Each keyword stands beside its own type only, an array always has {@code items}, {@code required} names
 * properties that exist, an {@code enum} holds texts. All other keywords are dropped, as there is no word for them. A
 * schema that contains itself, and one too large to write out, is any object from there on.
 */
final class SchemaCleaner {

    private static final int MOST_NODES = 4_000;
    private static final int DEEPEST = 40;
    private static final String TYPE = "type";
    private static final String OBJECT = "object";
    private static final String PROPERTIES = "properties";
    private static final String REQUIRED = "required";
    private static final String NULLABLE = "nullable";
    private static final List<String> CHOICES = List.of("anyOf", "oneOf");

    private final SchemaMerge merge;
    private int nodes;
    private int depth;

    private SchemaCleaner(Map<?, ?> root) {
        this.merge = new SchemaMerge(root);
    }

    /** A node's forms, each of one type. {@code nullable} whether null will do as well */
    private record Forms(List<Map<String, Object>> each, boolean nullable) {

        static Forms ofObject() {
            return new Forms(List.of(Map.of(TYPE, OBJECT)), false);
        }
    }

    /** The schema of an answer. Null where it demands no more than an object or less: such a one is not taken. */
    static @Nullable Map<String, Object> answer(Map<String, Object> schema) {
        Map<String, Object> clean = schema.isEmpty() ? Map.of(TYPE, OBJECT) : clean(schema);
        return OBJECT.equals(clean.get(TYPE)) && !clean.containsKey(PROPERTIES) ? null : clean;
    }

    /** The schema of a function's parameters: an object with properties. Null where there are none. */
    static @Nullable Map<String, Object> parameters(Map<String, Object> schema) {
        Map<String, Object> all = null;
        for (Map<String, Object> form :
                new SchemaCleaner(schema).forms(schema, Set.of()).each()) {
            if (OBJECT.equals(form.get(TYPE))) {
                all = all == null ? new LinkedHashMap<>(form) : either(all, form);
            }
        }
        return all == null || !all.containsKey(PROPERTIES) ? null : all;
    }

    static Map<String, Object> clean(Map<String, Object> schema) {
        SchemaCleaner cleaner = new SchemaCleaner(schema);
        return joined(cleaner.forms(schema, Set.of()));
    }

    /** Parameters of either form: the properties of both, of which those are required that both require. */
    private static Map<String, Object> either(Map<String, Object> one, Map<String, Object> other) {
        Map<Object, Object> properties = new LinkedHashMap<>(map(one.get(PROPERTIES)));
        map(other.get(PROPERTIES)).forEach(properties::putIfAbsent);
        List<?> required = SchemaMerge.list(one.get(REQUIRED)).stream()
                .filter(SchemaMerge.list(other.get(REQUIRED))::contains)
                .toList();
        Map<String, Object> both = new LinkedHashMap<>(one);
        put(both, PROPERTIES, properties);
        put(both, REQUIRED, required);
        return both;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static void put(Map<String, Object> node, String keyword, Object value) {
        boolean empty = value instanceof Map<?, ?> map ? map.isEmpty() : ((List<?>) value).isEmpty();
        node.remove(keyword);
        if (!empty) {
            node.put(keyword, value);
        }
    }

    private static Map<String, Object> joined(Forms forms) {
        List<Map<String, Object>> each = new ArrayList<>();
        for (Map<String, Object> form : new LinkedHashSet<>(forms.each())) {
            Map<String, Object> node = new LinkedHashMap<>(form);
            if (forms.nullable()) {
                node.put(NULLABLE, true);
            }
            each.add(node);
        }
        return switch (each.size()) {
            case 0 -> new LinkedHashMap<>(Map.of(TYPE, "string", NULLABLE, true));
            case 1 -> each.get(0);
            default -> new LinkedHashMap<>(Map.of("anyOf", each));
        };
    }

    private Forms forms(Object schema, Set<String> open) {
        if (isTooLarge()) {
            return Forms.ofObject();
        }
        Map<?, ?> node = schema instanceof Map<?, ?> map ? map : Map.of();
        depth++;
        Forms forms = forms(merge.flat(node, open));
        depth--;
        return forms;
    }

    private boolean isTooLarge() {
        return ++nodes > MOST_NODES || depth > DEEPEST;
    }

    private Forms forms(Flat flat) {
        List<?> ways = ways(flat.node());
        if (ways.isEmpty() || isTooLarge()) {
            return typed(flat);
        }
        Map<String, Object> base = new LinkedHashMap<>(flat.node());
        CHOICES.forEach(base::remove);
        List<Map<String, Object>> each = new ArrayList<>();
        boolean nullable = false;
        for (Object way : ways) {
            Flat one = merge.flat(map(way), flat.open());
            Forms forms = forms(new Flat(SchemaMerge.merged(one.node(), base), one.open()));
            each.addAll(forms.each());
            nullable |= forms.nullable();
        }
        return new Forms(each, nullable);
    }

    /** The members of a choice; one that is {@code false} is none. */
    private static List<?> ways(Map<String, Object> node) {
        for (String keyword : CHOICES) {
            List<?> ways = SchemaMerge.list(node.get(keyword)).stream()
                    .filter(way -> way instanceof Map<?, ?> || Boolean.TRUE.equals(way))
                    .toList();
            if (!ways.isEmpty()) {
                return ways;
            }
        }
        return List.of();
    }

    private Forms typed(Flat flat) {
        Set<String> types = SchemaTypes.of(flat.node());
        boolean nullable =
                types.remove("null") || Boolean.TRUE.equals(flat.node().get(NULLABLE));
        boolean anything = types.isEmpty() && !nullable;
        if (anything) {
            types = new LinkedHashSet<>(List.of("string", "number", "boolean", OBJECT, "array"));
        }
        List<Map<String, Object>> each = new ArrayList<>();
        for (String type : types) {
            Map<String, Object> node = TypedSchema.of(type, flat.node());
            if (type.equals("array")) {
                node.put("items", anything ? Map.of(TYPE, "string") : items(flat));
            } else if (type.equals(OBJECT)) {
                object(flat, node);
            }
            each.add(node);
        }
        return new Forms(each, nullable);
    }

    /** The one schema for all members of an array. */
    private Map<String, Object> items(Flat flat) {
        List<Object> members = new ArrayList<>(SchemaMerge.list(flat.node().get("prefixItems")));
        Object items = flat.node().get("items");
        members.addAll(items instanceof Map<?, ?> one ? List.of(one) : SchemaMerge.list(items));
        if (members.isEmpty()) {
            members.add(Map.of());
        }
        List<Map<String, Object>> each = new ArrayList<>();
        boolean nullable = false;
        for (Object member : members) {
            if (!Boolean.FALSE.equals(member)) {
                Forms forms = forms(member, flat.open());
                each.addAll(forms.each());
                nullable |= forms.nullable();
            }
        }
        return each.isEmpty() && !nullable
                ? new LinkedHashMap<>(Map.of(TYPE, "string"))
                : joined(new Forms(each, nullable));
    }

    private void object(Flat flat, Map<String, Object> node) {
        Map<String, Object> properties = new LinkedHashMap<>();
        map(flat.node().get(PROPERTIES)).forEach((name, schema) -> {
            if (!Boolean.FALSE.equals(schema) && !String.valueOf(name).isEmpty()) {
                properties.put(String.valueOf(name), joined(forms(schema, flat.open())));
            }
        });
        List<?> required = SchemaMerge.list(flat.node().get(REQUIRED)).stream()
                .filter(properties::containsKey)
                .distinct()
                .toList();
        put(node, PROPERTIES, properties);
        put(node, REQUIRED, required);
    }
}
