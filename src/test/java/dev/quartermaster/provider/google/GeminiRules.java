package dev.quartermaster.provider.google;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Google's rules for the turns of a request, as its reference and its errors state them: "contents are required", "please
 * use a valid role", "must include at least one parts field", "function call turn comes immediately after a user turn or
 * after a function response turn", "the number of function response parts is equal to the number of function call parts",
 * "function call is missing a thought_signature".
 */
public final class GeminiRules {

    private static final Set<String> KINDS =
            Set.of("text", "inlineData", "fileData", "functionCall", "functionResponse");

    private final boolean signed;
    private final List<String> broken = new ArrayList<>();

    private GeminiRules(boolean signed) {
        this.signed = signed;
    }

    /**
     * The rules that a body breaks, each with its place.
     *
     * @param signed whether the model demands signatures on its calls
     */
    public static List<String> broken(Map<String, Object> body, boolean signed) {
        GeminiRules rules = new GeminiRules(signed);
        rules.contents(list(body.get("contents")));
        for (Object part : list(map(body.get("systemInstruction")).get("parts"))) {
            rules.demand(isSaid(map(part)), "systemInstruction", "takes texts that say something");
        }
        return rules.broken;
    }

    private void contents(List<?> contents) {
        demand(!contents.isEmpty(), "contents", "are required");
        List<Object> asked = List.of();
        String before = "model";
        for (int i = 0; i < contents.size(); i++) {
            String at = "contents[" + i + "]";
            Map<?, ?> turn = map(contents.get(i));
            List<?> parts = list(turn.get("parts"));
            String role = String.valueOf(turn.get("role"));
            demand(
                    !role.equals(before) && Set.of("user", "model").contains(role),
                    at + ".role",
                    "alternates from user");
            demand(!parts.isEmpty(), at, "must include at least one parts field");
            for (int j = 0; j < parts.size(); j++) {
                part(map(parts.get(j)), role, at + ".parts[" + j + "]");
            }
            demand(
                    ids(parts, "functionResponse").equals(asked),
                    at,
                    "answers exactly the calls before it, first of all");
            asked = ids(parts, "functionCall");
            signature(parts, at);
            before = role;
        }
    }

    private void part(Map<?, ?> part, String role, String at) {
        List<?> kinds = part.keySet().stream().filter(KINDS::contains).toList();
        demand(kinds.size() == 1, at, "one kind of data a part");
        demand(!part.containsKey("text") || isSaid(part) || part.containsKey("thoughtSignature"), at, "a blank text");
        demand(!part.containsKey("functionCall") || role.equals("model"), at, "only the model calls");
        demand(!part.containsKey("functionResponse") || role.equals("user"), at, "only the user answers calls");
        if (part.get("functionCall") instanceof Map<?, ?> call) {
            demand(call.get("args") instanceof Map<?, ?>, at + ".args", "is an object");
        }
        if (part.get("functionResponse") instanceof Map<?, ?> answer) {
            demand(answer.get("name") instanceof String, at + ".name", "is required");
            demand(answer.get("response") instanceof Map<?, ?>, at + ".response", "is an object");
            demand(!Map.of("error", "").equals(answer.get("response")), at + ".response", "an error without a word");
        }
    }

    private void signature(List<?> parts, String at) {
        parts.stream()
                .map(GeminiRules::map)
                .filter(part -> part.containsKey("functionCall"))
                .findFirst()
                .ifPresent(first -> demand(
                        !signed || first.get("thoughtSignature") instanceof String text && !text.isEmpty(),
                        at,
                        "function call is missing a thought_signature"));
    }

    /** The ids of calls or answers; answers that do not stand first are none. */
    private static List<Object> ids(List<?> parts, String kind) {
        List<Object> ids = new ArrayList<>();
        boolean first = true;
        for (Object each : parts) {
            Object data = map(each).get(kind);
            first &= data != null || !kind.equals("functionResponse");
            if (data != null && first) {
                ids.add(map(data).get("id"));
            }
        }
        return ids;
    }

    private static boolean isSaid(Map<?, ?> part) {
        return part.get("text") instanceof String text && !text.isBlank();
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private void demand(boolean holds, String at, String rule) {
        if (!holds) {
            broken.add(at + ": " + rule);
        }
    }
}
