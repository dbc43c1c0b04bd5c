package dev.quartermaster.quality;

import io.quarkus.logging.Log;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs evaluations one after the other on a worker, in bounded number: what is beyond the rate or the room is counted and
 * left out. Safe for any thread; never waits, never fails.
 */
final class EvaluationQueue {

    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final int mostPerSecond;
    private final int mostWaiting;
    private final Executor worker;
    private final Clock clock;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean working = new AtomicBoolean();
    /** The second, and how many were admitted in it. */
    private final AtomicLong admitted = new AtomicLong();

    private final AtomicLong passedOver = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    EvaluationQueue(int mostPerSecond, int mostWaiting, Executor worker, Clock clock) {
        this.mostPerSecond = mostPerSecond;
        this.mostWaiting = mostWaiting;
        this.worker = worker;
        this.clock = clock;
    }

    /** Asks for a place in this second; false, and counted, when there is none. */
    boolean admit() {
        long second = clock.millis() / 1_000;
        long after =
                admitted.updateAndGet(before -> before >>> COUNT_BITS == second && (before & COUNT_MASK) < COUNT_MASK
                        ? before + 1
                        : before >>> COUNT_BITS == second ? before : (second << COUNT_BITS) + 1);
        if ((after & COUNT_MASK) <= mostPerSecond) {
            return true;
        }
        passedOver.incrementAndGet();
        return false;
    }

    /** Takes an evaluation; false, and counted, when too many wait. */
    boolean offer(Runnable evaluation) {
        if (size.incrementAndGet() > mostWaiting) {
            size.decrementAndGet();
            dropped.incrementAndGet();
            return false;
        }
        waiting.add(evaluation);
        work();
        return true;
    }

    /** Evaluations that were left out because of the rate. */
    long passedOver() {
        return passedOver.get();
    }

    /** Evaluations that were left out because too many waited. */
    long dropped() {
        return dropped.get();
    }

    private void work() {
        if (working.compareAndSet(false, true)) {
            try {
                worker.execute(this::drain);
            } catch (RejectedExecutionException full) {
                // The next evaluation tries again.
                working.set(false);
            }
        }
    }

    private void drain() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            size.decrementAndGet();
            run(next);
        }
        working.set(false);
        if (!waiting.isEmpty()) {
            work();
        }
    }

    private static void run(Runnable evaluation) {
        try {
            evaluation.run();
        } catch (RuntimeException defect) {
            Log.errorf(defect, "An answer could not be scored");
        }
    }
}
