package dev.quartermaster.api.entry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that are not answered to the end, and tells when none is left once no more are taken. */
final class OpenRequests {

    private final AtomicInteger open = new AtomicInteger();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean closed;

    /** @return whether it may stay; {@link #ended} is told of it either way */
    boolean arrived() {
        // Counted first: whoever closes in between waits for it.
        open.incrementAndGet();
        return !closed;
    }

    void ended() {
        if (open.decrementAndGet() == 0 && closed) {
            drained.complete(null);
        }
    }

    boolean isClosed() {
        return closed;
    }

    int count() {
        return open.get();
    }

    /** Takes no more, and waits for those that are there; false when some are left after {@code longest}. */
    boolean drain(Duration longest) {
        closed = true;
        if (open.get() == 0) {
            return true;
        }
        try {
            drained.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException | ExecutionException late) {
            return open.get() == 0;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
