package dev.quartermaster.credentials.store;

import dev.quartermaster.domain.ProviderId;

/** Place of one stored key: a provider may have several, which take turns. */
public record Slot(ProviderId provider, int number) {

    public static final int FIRST = 1;
    public static final int LAST = 99;

    public Slot {
        if (number < FIRST || number > LAST) {
            throw new IllegalArgumentException("a slot is a number from " + FIRST + " to " + LAST);
        }
    }

    /** Returns its name in the table and the audit trail: {@code openai/1}. A sealed key is bound to it. */
    public String id() {
        return provider + "/" + number;
    }
}
