package dev.quartermaster.provider.anthropic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which parameters a Claude model takes, told by the version in its id ({@code claude-opus-4-7},
 * {@code claude-3-7-sonnet-20250219}): the API has changed them with versions, and no endpoint names them all. An id
 * without a version counts as the oldest, whose parameters all but the newest models take.
 *
 * @param version major and minor as one number: 407 for 4.7
 */
record ClaudeGeneration(int version) {

    /** The minor version is not the beginning of a date. */
    private static final Pattern VERSION =
            Pattern.compile("claude-(?:[a-z]+-)?(\\d{1,2})(?!\\d)(?:[-.](\\d{1,2})(?!\\d))?");

    static ClaudeGeneration of(String modelId) {
        Matcher found = VERSION.matcher(modelId);
        if (!found.lookingAt()) {
            return new ClaudeGeneration(0);
        }
        int minor = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        return new ClaudeGeneration(Integer.parseInt(found.group(1)) * 100 + minor);
    }

    /** Whether it can reason at all. */
    boolean thinks() {
        return version >= 307;
    }

    /** Whether it takes {@code thinking.type: adaptive} with {@code output_config.effort}. */
    boolean thinksAdaptively() {
        return version >= 406;
    }

    /** Whether it refuses a thinking budget, and any sampling parameter besides. */
    boolean refusesBudgetAndSampling() {
        return version >= 407;
    }

    /** Whether it takes a schema for its answer and {@code strict} tools. */
    boolean hasStructuredOutput() {
        return version >= 405;
    }

    /** Whether a conversation may end with the beginning of its answer. */
    boolean takesPrefill() {
        return version < 406;
    }
}
