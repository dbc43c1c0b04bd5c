package dev.quartermaster.provider.failure;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Known message prefixes of "prompt too long" errors, for APIs without an error code for it. {@code {n}} stands for a
 * number.
 */
public final class OverflowMessages {

    /** For providers that tell it by a code. */
    static final OverflowMessages NONE = new OverflowMessages(List.of());

    private static final String NUMBER = "{n}";

    /**
     * Prefixes by kind of provider. Each is the beginning of a message that the provider, or a known service, has sent.
     */
    private static final OverflowMessages CHAT_COMPLETIONS = new OverflowMessages(List.of(
            "This model's maximum context length is {n} tokens",
            "this model's maximum context length is {n} tokens",
            "'max_tokens' or 'max_completion_tokens' is too large: {n}. This model's maximum context length is {n} tokens",
            "This model's maximum prompt length is {n}",
            "This endpoint's maximum context length is {n} tokens",
            "Your input exceeds the context window of this model",
            "The prompt is too long: {n}, model maximum context length: {n}",
            "The prompt (total length {n}) is too long to fit into the model (context length {n})",
            "The decoder prompt (length {n}) is longer than the maximum model length of {n}",
            "The input ({n} tokens) is longer than the model's context length ({n} tokens)",
            "Requested token count exceeds the model's maximum context length of {n} tokens",
            "the request exceeds the available context size",
            "request ({n} tokens) exceeds the available context size ({n} tokens)",
            "The number of tokens to keep from the initial prompt is greater than the context length",
            "Invalid request: Your request exceeded model token limit: {n}",
            "Your request exceeded model token limit: {n}",
            "Input validation error: `inputs` tokens + `max_new_tokens` must be <= {n}",
            "invalid params, context window exceeds limit",
            "prompt token count of {n} exceeds the limit of {n}",
            "prompt is too long"));

    private static final OverflowMessages ANTHROPIC =
            new OverflowMessages(List.of("prompt is too long", "input length and `max_tokens` exceed context limit"));

    private static final OverflowMessages GOOGLE = new OverflowMessages(List.of(
            "The input token count ({n}) exceeds the maximum number of tokens allowed",
            "The input token count exceeds the maximum number of tokens allowed"));

    /** Prefixes for Bedrock: the model's message alone, or after a line of Bedrock's own. */
    private static final OverflowMessages BEDROCK = new OverflowMessages(List.of(
            "Input is too long for requested model",
            "Input Tokens Exceeded",
            "prompt is too long",
            "input length and `max_tokens` exceed context limit",
            "Too many input tokens. Max input tokens: {n}",
            "This model's maximum context length is {n} tokens",
            "The model returned the following errors: Input is too long for requested model",
            "The model returned the following errors: Input Tokens Exceeded",
            "The model returned the following errors: prompt is too long",
            "The model returned the following errors: input length and `max_tokens` exceed context limit",
            "The model returned the following errors: This model's maximum context length is {n} tokens"));

    private static final OverflowMessages OLLAMA = new OverflowMessages(List.of(
            "the input length exceeds the context length",
            "input length exceeds maximum context length",
            "input exceeds maximum context length",
            "prompt too long; exceeded max context length by {n} tokens"));

    /**
     * Prefixes by kind of provider. Each is the beginning of a message that the provider, or a service of its kind, has
     * sent.
     */
    private static final Map<String, OverflowMessages> KNOWN = Map.of(
            "anthropic", ANTHROPIC,
            "google", GOOGLE,
            "bedrock", BEDROCK,
            "ollama", OLLAMA,
            "openai", CHAT_COMPLETIONS,
            "openai-compatible", CHAT_COMPLETIONS);

    private final List<Pattern> beginnings;

    public OverflowMessages(List<String> beginnings) {
        this.beginnings = beginnings.stream().map(OverflowMessages::pattern).toList();
    }

    /** @param type the kind of provider */
    public static OverflowMessages of(String type) {
        return KNOWN.getOrDefault(type, NONE);
    }

    /**
     * Returns whether a message begins with a known prefix.
     *
     * @param message may be null
     */
    boolean areIn(@Nullable String message) {
        return message != null
                && beginnings.stream()
                        .anyMatch(
                                beginning -> beginning.matcher(message.strip()).lookingAt());
    }

    private static Pattern pattern(String beginning) {
        String[] pieces = beginning.split(Pattern.quote(NUMBER), -1);
        return Pattern.compile(List.of(pieces).stream().map(Pattern::quote).collect(Collectors.joining("\\d[\\d,]*")));
    }
}
