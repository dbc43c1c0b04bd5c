package dev.quartermaster.domain.chat;

/**
 * A setting of a request that every dialect may have under a name of its own.
 *
 * @see FieldPaths#of(RequestField)
 */
public enum RequestField {
    MAX_TOKENS("max_tokens", "max_tokens", "max_output_tokens"),
    TEMPERATURE("temperature", "temperature", "temperature"),
    TOP_P("top_p", "top_p", "top_p"),
    TOP_K("top_k", "top_k", "top_k"),
    STOP("stop", "stop_sequences", "stop"),
    SEED("seed", "seed", "seed"),
    N("n", "n", "n"),
    PRESENCE_PENALTY("presence_penalty", "presence_penalty", "presence_penalty"),
    FREQUENCY_PENALTY("frequency_penalty", "frequency_penalty", "frequency_penalty"),
    LOGPROBS("logprobs", "logprobs", "include"),
    TOP_LOGPROBS("top_logprobs", "top_logprobs", "top_logprobs"),
    REASONING_EFFORT("reasoning_effort", "output_config.effort", "reasoning.effort"),
    THINKING_BUDGET("thinking.budget_tokens", "thinking.budget_tokens", "thinking.budget_tokens"),
    USER("user", "metadata.user_id", "user"),
    TOOLS("tools", "tools", "tools"),
    TOOL_CHOICE("tool_choice", "tool_choice", "tool_choice"),
    PARALLEL_TOOL_CALLS("parallel_tool_calls", "tool_choice.disable_parallel_tool_use", "parallel_tool_calls"),
    RESPONSE_FORMAT("response_format", "output_config.format", "text.format"),
    MESSAGES("messages", "messages", "input");

    private final String chat;
    private final String messages;
    private final String responses;

    RequestField(String chat, String messages, String responses) {
        this.chat = chat;
        this.messages = messages;
        this.responses = responses;
    }

    /** The name of the setting in a dialect. */
    public String in(Dialect dialect) {
        return switch (dialect) {
            case ANTHROPIC_MESSAGES -> messages;
            case OPENAI_RESPONSES -> responses;
            default -> chat;
        };
    }
}
