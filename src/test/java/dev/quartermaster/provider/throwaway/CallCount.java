package dev.quartermaster.provider.throwaway;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** How many calls the parrots were really asked to answer. */
@Singleton
class CallCount {

    private final AtomicInteger answered = new AtomicInteger();

    void add() {
        answered.incrementAndGet();
    }

    int answered() {
        return answered.get();
    }
}
