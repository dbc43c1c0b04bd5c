package dev.quartermaster.law;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The paths of fields that errors and warnings name, and whether a body has them. */
final class BodyPaths {

    private static final Pattern PATH = Pattern.compile("[a-z_]+(?:\\[\\d+\\])*(?:\\.[A-Za-z0-9_$]+(?:\\[\\d+\\])*)*");
    private static final Pattern STEP = Pattern.compile("\\[(\\d+)\\]|([^.\\[\\]]+)");

    private BodyPaths() {}

    /** The body has a field of that path. */
    static boolean exists(JsonNode body, String path) {
        JsonNode node = body;
        for (MatchResult step : STEP.matcher(path).results().toList()) {
            node = step.group(1) != null ? node.path(Integer.parseInt(step.group(1))) : node.path(step.group(2));
        }
        return !node.isMissingNode();
    }

    /** The message names at least one field of the body, and no place that the body does not have. */
    static boolean names(String message, JsonNode body) {
        List<String> words =
                PATH.matcher(message).results().map(MatchResult::group).toList();
        return words.stream().anyMatch(word -> exists(body, word))
                && words.stream().filter(word -> word.contains("[")).allMatch(word -> exists(body, word));
    }
}
