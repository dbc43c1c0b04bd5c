package dev.quartermaster.inference.planning;

import java.time.Clock;

/** Gives tests of other packages a memory of conversations. */
public final class Memories {

    private Memories() {}

    public static Conversations of(Clock clock) {
        return new Conversations(() -> 10, clock);
    }
}
