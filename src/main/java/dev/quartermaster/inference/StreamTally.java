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

    public Usage usage() {
        return reported != null ? reported : Usage.estimate(promptEstimate, TokenEstimator.ofCharacters(characters));
    }
}
