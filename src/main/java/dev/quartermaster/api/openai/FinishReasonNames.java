package dev.quartermaster.api.openai;

import dev.quartermaster.domain.chat.FinishReason;

/** The dialect's words for why a model stopped. */
final class FinishReasonNames {

    private FinishReasonNames() {}

    static String of(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, PAUSE -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
            case CONTENT_FILTER, REFUSAL -> "content_filter";
        };
    }
}
