package dev.quartermaster.api.strict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The fields that a dialect requires and allows to be null. Any other field without a value is left out: clients that
 * check answers against a schema (the AI SDK for one) refuse a null where they know a field as optional.
 */
enum NullFields {
    CHAT(
            // https://github.com/openai/openai-openapi: CreateChatCompletionResponse, ChatCompletionResponseMessage
            "choices\\[\\]\\.logprobs",
            "choices\\[\\]\\.message\\.(content|refusal)",
            "choices\\[\\]\\.logprobs\\.(content|refusal)",
            "choices\\[\\]\\.logprobs\\..*\\.bytes",
            // CreateChatCompletionStreamResponse, and usage in all chunks but the last where it is asked for
            "choices\\[\\]\\.finish_reason",
            "usage",
            "error\\.param"),
    MESSAGES("(message\\.|delta\\.)?stop_(reason|sequence)"),
    RESPONSES("(response\\.)?(error|incomplete_details|instructions|metadata|temperature|top_p)", "error\\.param");

    private final List<Pattern> allowed;

    NullFields(String... allowed) {
        this.allowed = List.of(allowed).stream().map(Pattern::compile).toList();
    }

    /** The paths of the nulls in it that the dialect does not require; what a model says (arguments) is its own affair. */
    Set<String> forbiddenIn(JsonNode answer) {
        Set<String> found = new TreeSet<>();
        collect("", answer, found);
        found.removeIf(
                path -> allowed.stream().anyMatch(known -> known.matcher(path).matches()));
        return found;
    }

    private static void collect(String path, JsonNode node, Set<String> nulls) {
        if (node.isNull()) {
            nulls.add(path);
        } else if (node.isArray()) {
            node.forEach(item -> collect(path + "[]", item, nulls));
        } else {
            node.properties().stream()
                    .filter(field -> !field.getKey().equals("input"))
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), nulls));
        }
    }
}
