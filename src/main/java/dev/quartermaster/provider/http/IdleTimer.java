package dev.quartermaster.provider.http;

import io.vertx.core.Vertx;

/**
 * Watches over a wait: runs out when something waited for has not come for a while. A wait that comes and goes with
 * every piece of a stream must cost nothing, so the timer is not set anew each time; when it fires it looks how long the
 * present wait has really lasted. Used on one event loop only.
 */
final class IdleTimer {

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Runnable ranOut;
    private long limit;
    private long timer = NO_TIMER;
    private boolean waiting;
    private long since;

    IdleTimer(Vertx vertx, Runnable ranOut) {
        this.vertx = vertx;
        this.ranOut = ranOut;
    }

    /** Limits each wait from now on to so many milliseconds. */
    void limit(long millis) {
        end();
        limit = millis;
        arm(millis);
    }

    /** Begins a wait, unless one lasts already. */
    void begin() {
        if (!waiting) {
            waiting = true;
            since = System.nanoTime();
        }
    }

    /** Stops the timer: the awaited item has arrived. */
    void satisfied() {
        waiting = false;
    }

    /** Stops the timer for good. */
    void end() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private void arm(long millis) {
        timer = vertx.setTimer(millis, id -> look());
    }

    private void look() {
        timer = NO_TIMER;
        long left = waiting ? limit - (System.nanoTime() - since) / 1_000_000 : limit;
        if (left > 0) {
            arm(left);
        } else {
            ranOut.run();
        }
    }
}
