package dev.quartermaster.provider.openai.responses;

import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.failure.FailureClassifier;

/** Derives an answer's finish reason. */
final class Ending {

    private Ending() {}

    /**
     * Why a whole or an incomplete answer ended. What is missing for a reason unknown here is missing all the same, as if
     * a limit had cut it.
     *
     * @throws dev.quartermaster.domain.ProviderFailure when the status is not that of an answer's end
     */
    static FinishReason of(Wire.Reply reply, boolean asksForTools) {
        String status = reply.status() == null ? "completed" : reply.status();
        if (status.equals("incomplete")) {
            String reason = reply.missing() == null ? null : reply.missing().reason();
            return "content_filter".equals(reason) ? FinishReason.CONTENT_FILTER : FinishReason.LENGTH;
        }
        if (!status.equals("completed")) {
            throw FailureClassifier.unreadable();
        }
        return asksForTools ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }

    /** Returns whether a part belongs to the answer; reasoning and the output of the provider's own tools do not. */
    static boolean isContent(Part part) {
        if (part instanceof Part.Text text) {
            return !text.text().isEmpty();
        }
        if (part instanceof Part.Opaque opaque) {
            return !opaque.type().equals("message")
                    || !ItemReader.objects(opaque.extra().get("content")).isEmpty();
        }
        return !(part instanceof Part.Thinking);
    }
}
