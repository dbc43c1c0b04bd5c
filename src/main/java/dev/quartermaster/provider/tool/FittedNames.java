package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.IdentifierFormat;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of one request's tools in the form its provider takes, and the way back. Names that fit stay; no two tools
 * get the same one.
 */
final class FittedNames {

    static final FittedNames NONE = new FittedNames(Map.of());

    private final Map<String, String> fitted;
    private final Map<String, String> originals;

    private FittedNames(Map<String, String> fitted) {
        this.fitted = fitted;
        this.originals = new HashMap<>();
        fitted.forEach((name, other) -> originals.put(other, name));
    }

    /** All tools count: those on offer, those of earlier turns that are no longer, and the one that must be asked for. */
    static FittedNames of(ChatRequest request, IdentifierFormat form) {
        if (form.isAny()) {
            return NONE;
        }
        Set<String> all = names(request);
        Set<String> unfit = new TreeSet<>();
        for (String name : all) {
            if (!form.accepts(name)) {
                unfit.add(name);
            }
        }
        hosted(request).forEach(name -> {
            unfit.remove(name);
            all.add(name);
        });
        return new FittedNames(fitted(unfit, all, form));
    }

    boolean isEmpty() {
        return fitted.isEmpty();
    }

    /** The name to send. */
    String fitted(String name) {
        return fitted.getOrDefault(name, name);
    }

    /** The caller's own name of the tool. */
    String original(String name) {
        return originals.getOrDefault(name, name);
    }

    /** The same with the names to send, wherever a JSON object has one of these as its {@code name}. */
    Map<String, Object> fitted(Map<String, Object> fields) {
        return renamed(fields, fitted);
    }

    /** The same with the caller's own names, wherever a JSON object has one of these as its {@code name}. */
    Map<String, Object> original(Map<String, Object> fields) {
        return renamed(fields, originals);
    }

    private static Map<String, String> fitted(Set<String> unfit, Set<String> taken, IdentifierFormat form) {
        Map<String, String> fitted = new LinkedHashMap<>();
        for (String name : unfit) {
            int attempt = 0;
            String other = form.fitted(name, attempt);
            while (!taken.add(other)) {
                other = form.fitted(name, ++attempt);
            }
            fitted.put(name, other);
        }
        return fitted;
    }

    private static Set<String> names(ChatRequest request) {
        Set<String> names = new LinkedHashSet<>();
        request.tools().forEach(tool -> names.add(tool.name()));
        if (request.toolChoice() != null && request.toolChoice().name() != null) {
            names.add(request.toolChoice().name());
        }
        for (Message message : request.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolCall call) {
                    names.add(call.name());
                }
            }
        }
        return names;
    }

    /** Tools of a kind of their own have their names from their provider. */
    private static List<String> hosted(ChatRequest request) {
        return request.tools().stream()
                .filter(tool -> tool.kind() == ToolSpec.Kind.HOSTED)
                .map(ToolSpec::name)
                .toList();
    }

    private static Map<String, Object> renamed(Map<String, Object> fields, Map<String, String> names) {
        if (names.isEmpty() || fields.isEmpty()) {
            return fields;
        }
        Map<String, Object> renamed = new LinkedHashMap<>();
        fields.forEach((field, value) -> renamed.put(
                field,
                field.equals("name") && value instanceof String name
                        ? names.getOrDefault(name, name)
                        : renamed(value, names)));
        return renamed;
    }

    @SuppressWarnings("unchecked")
    private static Object renamed(Object value, Map<String, String> names) {
        if (value instanceof Map<?, ?> map) {
            return renamed((Map<String, Object>) map, names);
        }
        return value instanceof List<?> list
                ? list.stream().map(each -> renamed(each, names)).toList()
                : value;
    }
}
