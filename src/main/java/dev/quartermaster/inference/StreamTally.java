package dev.quartermaster.inference;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.limits.TokenEstimator;

/** What a stream has delivered so far, and what it used: as the provider reported, or estimated until it does. */
public final class StreamTally {

    private final long promptEstimate;
    private long characters;
    private Usage reported;

    StreamTally(long promptEstimate) {
        this.promptEstimate = promptEstimate;
    }

    void add(ChatDelta delta) {
        if (delta instanceof ChatDelta.PartGrew grown) {
            characters += grown.piece().length();
        } else if (delta instanceof ChatDelta.Used used) {
            reported = used.usage();
        }
    }

    /** A report that is still an estimate knows the prompt; of the answer, what was delivered says more. */
    public Usage usage() {
        long output = TokenEstimator.ofCharacters(characters);
        if (reported == null) {
            return Usage.estimate(promptEstimate, output);
        }
        return reported.estimated() && reported.output() < output ? reported.withOutput(output) : reported;
    }
}
