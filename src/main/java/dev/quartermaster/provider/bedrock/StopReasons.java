package dev.quartermaster.provider.bedrock;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.FinishReason;

/** Reads {@code stopReason}, which may grow: an unknown one is taken for a normal end. */
final class StopReasons {

    private StopReasons() {}

    /**
     * @param asksForTools whether there are any calls for the caller to see
     * @throws ProviderFailure when the model's output cannot be used; another try may bring a better one
     */
    static FinishReason of(String reason, boolean asksForTools) {
        return switch (reason) {
            case "tool_use" -> asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTER;
            case "refusal" -> FinishReason.REFUSAL;
            case "pause_turn" -> FinishReason.PAUSE;
            case "malformed_model_output", "malformed_tool_use" ->
                throw new ProviderFailure(
                        FailureKind.ERROR, true, 200, reason, "the model's output was malformed", null);
            default -> asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }
}
