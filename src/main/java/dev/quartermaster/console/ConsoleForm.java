package dev.quartermaster.console;

import io.quarkus.logging.Log;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Fields of a form that somebody sent.
 *
 * @param fields each with all of its values, in order
 */
public record ConsoleForm(Map<String, List<String>> fields) {

    /** Name of the button that a form was sent by. */
    public static final String ACT = "act";

    /** Value of {@link #ACT} that asks for the page with these values in its form, and for nothing to be done. */
    public static final String SHOW = "show";

    private static final int MOST_FIELDS = 1_000;

    /** One value of a field. */
    public record Pair(String name, String value) {}

    /** Returns all values, each with the name of its field, but not the token and the button. */
    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        fields.forEach((name, values) -> {
            if (!name.equals(ConsoleForms.TOKEN) && !name.equals(ACT)) {
                values.forEach(value -> pairs.add(new Pair(name, value)));
            }
        });
        return pairs;
    }

    /** Reads {@code application/x-www-form-urlencoded}; a part that is broken is left out. */
    static ConsoleForm parse(String body) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        String[] pairs = body.split("&", MOST_FIELDS + 1);
        for (int i = 0; i < Math.min(pairs.length, MOST_FIELDS); i++) {
            int equals = pairs[i].indexOf('=');
            if (equals > 0) {
                add(fields, pairs[i].substring(0, equals), pairs[i].substring(equals + 1));
            }
        }
        return new ConsoleForm(fields);
    }

    private static void add(Map<String, List<String>> fields, String name, String value) {
        try {
            String read = decoded(value);
            fields.computeIfAbsent(decoded(name), none -> new ArrayList<>()).add(read);
        } catch (IllegalArgumentException broken) {
            Log.debug("A form held a part that is not encoded as one");
        }
    }

    /** Returns the first value of a field without space around it; empty when it is not there. */
    public String text(String name) {
        List<String> values = fields.get(name);
        return values == null || values.isEmpty() ? "" : values.get(0).strip();
    }

    /** Returns the first value of a field as it was written, with {@code \\n} for its line breaks. */
    public String raw(String name) {
        List<String> values = fields.get(name);
        return values == null || values.isEmpty() ? "" : values.get(0).replace("\r\n", "\n");
    }

    /** Returns the values of a field that are not blank. */
    public List<String> texts(String name) {
        return fields.getOrDefault(name, List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Returns whether it was sent by the button of that value. */
    public boolean isTo(String act) {
        return text(ACT).equals(act);
    }

    /** Returns all values as they were sent, but not the token and the button. */
    String body() {
        return pairs().stream()
                .map(pair -> encoded(pair.name()) + "=" + encoded(pair.value()))
                .collect(Collectors.joining("&"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Not the values: a key may be among them. */
    @Override
    public String toString() {
        return "ConsoleForm" + fields.keySet();
    }
}
