package dev.quartermaster.history;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that are the same in every run. */
public final class Ids {

    private Ids() {}

    public static TimeOrderedIds of(Clock clock) {
        AtomicLong next = new AtomicLong();
        return new TimeOrderedIds(clock, next::incrementAndGet);
    }
}
