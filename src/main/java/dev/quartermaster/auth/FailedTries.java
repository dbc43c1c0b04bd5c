package dev.quartermaster.auth;

import io.quarkus.logging.Log;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts wrong keys by the address they come from. An address with too many is told so instead of being refused; a right key
 * gets in from there all the same, since many callers may share it.
 */
@Singleton
class FailedTries {

    /** Addresses that are counted at once; the one that was quiet for longest is forgotten for a new one. */
    static final int MOST = 10_000;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int perMinute;
    private final LongSupplier nanos;
    private final Map<String, Tries> byAddress = new LinkedHashMap<>(16, 0.75f, true);

    /** Wrong keys from one address since a moment, within a minute. */
    private static final class Tries {

        private long since;
        private int count;

        private Tries(long since) {
            this.since = since;
        }
    }

    @Inject
    FailedTries(AuthConfig config) {
        this(config.failedTriesPerMinute(), System::nanoTime);
    }

    FailedTries(int perMinute, LongSupplier nanos) {
        this.perMinute = perMinute;
        this.nanos = nanos;
    }

    /** Counts one more; returns whether there are too many. */
    synchronized boolean add(String address) {
        long now = nanos.getAsLong();
        Tries tries = byAddress.computeIfAbsent(address, none -> new Tries(now));
        if (byAddress.size() > MOST) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
        if (now - tries.since >= MINUTE) {
            tries.since = now;
            tries.count = 0;
        }
        tries.count = Math.min(tries.count, perMinute) + 1;
        if (tries.count == perMinute) {
            Log.warnf(
                    "%d wrong keys came from %s within a minute; further ones are answered with 429",
                    perMinute, address);
        }
        return tries.count > perMinute;
    }

    /** Returns how many addresses are counted. */
    synchronized int size() {
        return byAddress.size();
    }
}
