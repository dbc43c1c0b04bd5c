package dev.quartermaster.simulator.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.simulator.brain.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what a script has the model say. */
final class LinesReader {

    private static final String TEXT = "text";
    private static final String THINKING = "thinking";
    private static final String TOOL_CALLS = "tool_calls";

    private LinesReader() {}

    /** Null when the script leaves the model its own words. */
    static Lines read(Fields fields) {
        if (first(fields) == null) {
            return null;
        }
        String thinking = fields.text(THINKING);
        return new Lines(text(fields), thinking == null ? "" : thinking, calls(fields), capture(fields));
    }

    private static Pattern capture(Fields fields) {
        String expression = fields.text("capture");
        if (expression == null) {
            return null;
        }
        try {
            Pattern pattern = Pattern.compile(expression);
            if (pattern.matcher("").groupCount() == 0) {
                throw new InvalidScript("capture", "must have a group");
            }
            return pattern;
        } catch (PatternSyntaxException broken) {
            throw new InvalidScript("capture", "must be a regular expression");
        }
    }

    /** The first of the fields read here that a script has, or null. */
    static String first(Fields fields) {
        return List.of(TEXT, THINKING, TOOL_CALLS).stream()
                .filter(fields::has)
                .findFirst()
                .orElse(null);
    }

    private static List<String> text(Fields fields) {
        JsonNode text = fields.raw(TEXT);
        if (text == null || !text.isArray()) {
            String whole = fields.text(TEXT);
            return whole == null ? List.of() : Lines.of(whole).text();
        }
        List<String> pieces = new ArrayList<>();
        for (JsonNode piece : text) {
            if (!piece.isTextual()) {
                throw new InvalidScript(TEXT, "must be a text or a list of texts");
            }
            pieces.add(piece.textValue());
        }
        return List.copyOf(pieces);
    }

    private static List<Lines.Call> calls(Fields fields) {
        JsonNode calls = fields.raw(TOOL_CALLS);
        if (calls == null) {
            return List.of();
        }
        List<Lines.Call> read = new ArrayList<>();
        for (JsonNode call : calls) {
            boolean fits =
                    call.path("name").isTextual() && call.path("arguments").isObject();
            if (!fits) {
                throw new InvalidScript(TOOL_CALLS, "must be a list of calls with a name and an object of arguments");
            }
            read.add(new Lines.Call(call.get("name").textValue(), (ObjectNode) call.get("arguments")));
        }
        return List.copyOf(read);
    }
}
