package dev.quartermaster.domain.chat;

/** Why a model stopped. */
public enum FinishReason {
    /** It had said all. */
    STOP,
    /** One of the caller's stop sequences came up. */
    STOP_SEQUENCE,
    /** The token limit was reached. */
    LENGTH,
    /** It waits for tools. */
    TOOL_CALLS,
    /** The provider cut it for its content. */
    CONTENT_FILTER,
    /** It declined to answer. */
    REFUSAL,
    /** The provider paused a long turn; sending the answer back goes on with it. */
    PAUSE
}
