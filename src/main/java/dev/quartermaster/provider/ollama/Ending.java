package dev.quartermaster.provider.ollama;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.provider.failure.FailureClassifier;

/** Reads what the last line of an answer says: why it ended and what it used. */
final class Ending {

    private Ending() {}

    static FinishReason finish(Wire.Line last, boolean asksForTools) {
        if ("length".equals(last.doneReason())) {
            return FinishReason.LENGTH;
        }
        return asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    /**
     * The failure of an answer that says nothing. One that ended because its model was loaded, or unloaded, did not end
     * as answers do.
     */
    static ProviderFailure empty(Wire.Line last, FinishReason finish) {
        boolean moved = "load".equals(last.doneReason()) || "unload".equals(last.doneReason());
        return FailureClassifier.empty(moved ? null : finish);
    }

    /** A count that is missing is estimated, and the whole is then marked as an estimate. */
    static Usage usage(Wire.Line last, ChatRequest request, long answerCharacters) {
        long prompt = last.promptTokens() == null ? TokenEstimator.ofPrompt(request) : last.promptTokens();
        long output = last.outputTokens() == null ? TokenEstimator.ofCharacters(answerCharacters) : last.outputTokens();
        boolean estimated = last.promptTokens() == null || last.outputTokens() == null;
        return new Usage(Math.max(0, prompt), 0, 0, 0, Math.max(0, output), 0, 0, estimated);
    }
}
