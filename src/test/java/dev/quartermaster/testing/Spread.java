package dev.quartermaster.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** How long it takes until a change at one instance shows at another one. */
public final class Spread {

    /** Within this a change is to be effective everywhere. */
    public static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final int ROUNDS = 3;

    private Spread() {}

    /** Something that is done once a round. */
    public interface Round {

        /** Returns how long it took until it showed. */
        Duration run(int round) throws Exception;
    }

    /** The shortest of three: a machine that is busy for a moment does not count, and instances that look now and then do. */
    public static Duration quickest(Round change) throws Exception {
        Duration quickest = PATIENCE;
        for (int round = 1; round <= ROUNDS; round++) {
            Duration shown = change.run(round);
            quickest = shown.compareTo(quickest) < 0 ? shown : quickest;
        }
        return quickest;
    }

    /** Waits for it, and returns how long that took. */
    public static Duration until(Callable<Boolean> isShown) {
        long start = System.nanoTime();
        await().atMost(PATIENCE).pollInterval(POLL).until(isShown);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
