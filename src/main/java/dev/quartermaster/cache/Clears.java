package dev.quartermaster.cache;

import dev.quartermaster.cache.entry.CacheEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was cleared in the last day and when, so that an answer that was under way, or comes from another tier, is not given
 * after all. Bounded: too many are taken for one that clears all. Thread-safe; reading takes no lock.
 */
final class Clears {

    private static final int MOST = 256;

    private volatile Map<Clear, Instant> times = Map.of();

    synchronized void add(Clear clear, Instant time) {
        Instant known = times.get(clear);
        if (known != null && !known.isBefore(time)) {
            return;
        }
        Instant old = time.minus(CacheWish.LONGEST);
        Map<Clear, Instant> more = new HashMap<>(times);
        more.values().removeIf(before -> before.isBefore(old));
        more.put(clear, time);
        if (more.size() > MOST) {
            Instant latest = more.values().stream().max(Instant::compareTo).orElse(time);
            more = Map.of(Clear.ALL, latest);
        }
        times = more;
    }

    /** @param agentType of the request that asks for the entry */
    boolean cover(CacheEntry entry, @Nullable String agentType) {
        return cover(times, entry, agentType, Duration.ZERO);
    }

    /** @param margin by which the clocks of two instances may differ */
    static boolean cover(Map<Clear, Instant> times, CacheEntry entry, @Nullable String agentType, Duration margin) {
        for (Map.Entry<Clear, Instant> clear : times.entrySet()) {
            if (!entry.asked().isAfter(clear.getValue().plus(margin))
                    && clear.getKey().covers(entry, agentType)) {
                return true;
            }
        }
        return false;
    }

    Map<Clear, Instant> all() {
        return times;
    }
}
