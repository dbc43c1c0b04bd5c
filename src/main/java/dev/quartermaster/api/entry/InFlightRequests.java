package dev.quartermaster.api.entry;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Tracks the requests that are not fully answered, and waits until none is left. A write to a closed connection may never
 * end, so it also asks each request whether its caller has hung up.
 */
final class InFlightRequests {

    /** Arrivals between two searches for callers that have hung up. */
    private static final int SWEEP_EVERY = 1024;

    private static final long LOOK_MS = 100;

    private final Set<BooleanSupplier> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger arrivals = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean closed;

    /**
     * Returns whether it may stay; {@link #ended} is called either way.
     *
     * @param hasHungUp whether its caller has; identifies the request
     */
    boolean arrived(BooleanSupplier hasHungUp) {
        // Added first: whoever closes in between waits for it.
        open.add(hasHungUp);
        if (arrivals.incrementAndGet() % SWEEP_EVERY == 0) {
            sweep();
        }
        return !closed;
    }

    void ended(BooleanSupplier request) {
        open.remove(request);
        if (closed && open.isEmpty()) {
            drained.complete(null);
        }
    }

    boolean isClosed() {
        return closed;
    }

    int count() {
        sweep();
        return open.size();
    }

    /** Takes no more, and waits for those that are there; false when some are left after {@code longest}. */
    boolean drain(Duration longest) {
        closed = true;
        long end = System.nanoTime() + longest.toNanos();
        // Once none was left all that had been taken are answered; whoever came since is only being refused.
        while (!drained.isDone() && count() > 0) {
            long left = end - System.nanoTime();
            if (left <= 0 || !await(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MS)))) {
                return false;
            }
        }
        return true;
    }

    /** Waits until the last one has ended, or so long; false when interrupted. */
    private boolean await(long nanos) {
        try {
            drained.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException late) {
            return true;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void sweep() {
        open.removeIf(BooleanSupplier::getAsBoolean);
    }
}
