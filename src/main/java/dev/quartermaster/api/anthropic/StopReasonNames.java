package dev.quartermaster.api.anthropic;

import dev.quartermaster.domain.chat.FinishReason;

/** The dialect's words for why a model stopped. */
final class StopReasonNames {

    static final String REFUSAL = "refusal";

    private StopReasonNames() {}

    /**
     * Some providers do not repeat here what the answer itself says.
     *
     * @param refused whether it says in words that the model declines
     * @param asks whether it asks for tools
     */
    static String of(FinishReason reason, boolean refused, boolean asks) {
        return switch (reason) {
            case STOP -> asks ? "tool_use" : refused ? REFUSAL : "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER, REFUSAL -> REFUSAL;
            case PAUSE -> "pause_turn";
        };
    }
}
