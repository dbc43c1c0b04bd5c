package dev.quartermaster.provider.claude;

import dev.quartermaster.domain.model.ModelSpec;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which parameters a Claude model takes, told by the version in its id ({@code claude-opus-4-7},
 * {@code us.anthropic.claude-3-7-sonnet-20250219-v1:0}) or its name: the API has changed them with versions, and no
 * endpoint names them all. A model without a version counts as the oldest, whose parameters all but the newest take.
 *
 * @param version major and minor as one number: 407 for 4.7
 */
public record ClaudeGeneration(int version) {

    /** The version stands before or after the tier's name; its minor part is not the beginning of a date. */
    private static final Pattern VERSION =
            Pattern.compile("claude[- ](?:[a-z]+[- ])?(\\d{1,2})(?!\\d)(?:[-.](\\d{1,2})(?!\\d))?");

    /** An ARN of an inference profile of one's own says nothing, so the model's name is looked at as well. */
    public static ClaudeGeneration of(ModelSpec model) {
        Matcher found = VERSION.matcher(idAndName(model));
        if (!found.find()) {
            return new ClaudeGeneration(0);
        }
        int minor = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
        return new ClaudeGeneration(Integer.parseInt(found.group(1)) * 100 + minor);
    }

    /** Returns whether a model of a service with models of several vendors is a Claude. */
    public static boolean isClaude(ModelSpec model) {
        String idAndName = idAndName(model);
        return idAndName.contains("anthropic.") || idAndName.contains("claude");
    }

    private static String idAndName(ModelSpec model) {
        return (model.key().id() + " " + model.name()).toLowerCase(Locale.ROOT);
    }

    /** Returns whether it supports reasoning. */
    boolean thinks() {
        return version >= 307;
    }

    /** Returns whether it takes {@code thinking.type: adaptive} with {@code output_config.effort}. */
    boolean thinksAdaptively() {
        return version >= 406;
    }

    /** Returns whether it rejects a thinking budget and all sampling parameters. */
    boolean refusesBudgetAndSampling() {
        return version >= 407;
    }

    /** Returns whether it rejects temperature and top_p together: Opus 4.1, and all from 4.5 on. */
    boolean refusesTemperatureWithTopP() {
        return version >= 401;
    }

    /** The idAndName it takes for an effort, weakest first; empty where it takes none. */
    List<String> efforts() {
        if (version < 406) {
            return List.of();
        }
        return version == 406
                ? List.of("low", "medium", "high", "max")
                : List.of("low", "medium", "high", "xhigh", "max");
    }

    /** Returns whether it takes a schema for its answer and {@code strict} tools. */
    public boolean hasStructuredOutput() {
        return version >= 405;
    }

    /** Returns whether Bedrock can cache its prompts for an hour. */
    public boolean cachesForAnHour() {
        return version >= 405;
    }

    /** Returns whether a conversation may end with the beginning of its answer. */
    public boolean takesPrefill() {
        return version < 406;
    }
}
