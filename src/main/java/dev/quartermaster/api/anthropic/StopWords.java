package dev.quartermaster.api.anthropic;

import dev.quartermaster.domain.chat.FinishReason;

/** The dialect's words for why a model stopped. */
final class StopWords {

    static final String REFUSAL = "refusal";

    private StopWords() {}

    /** @param refused whether the answer says in words that the model declines, which not every provider repeats here */
    static String of(FinishReason reason, boolean refused) {
        return switch (reason) {
            case STOP -> refused ? REFUSAL : "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER, REFUSAL -> REFUSAL;
            case PAUSE -> "pause_turn";
        };
    }
}
