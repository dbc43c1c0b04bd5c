package dev.quartermaster.auth.keys;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers when keys were used last, to the second, until it is written down. */
@Singleton
public class KeyUses {

    private static final long EXACT_MILLIS = 1_000;

    private final KeyRepository keys;

    /** By id, in milliseconds; as many as there are keys. */
    private final Map<String, AtomicLong> last = new ConcurrentHashMap<>();

    /** What is written down already, or on its way. */
    private Map<String, Long> written = Map.of();

    KeyUses(KeyRepository keys) {
        this.keys = keys;
    }

    void used(String id, long millis) {
        AtomicLong known = last.get(id);
        AtomicLong seen = known != null ? known : last.computeIfAbsent(id, none -> new AtomicLong());
        if (millis - seen.get() >= EXACT_MILLIS) {
            seen.set(millis);
        }
    }

    /** When it was used last, by what this instance saw; empty if it did not. */
    public Optional<Instant> last(String id) {
        return Optional.ofNullable(last.get(id)).map(seen -> Instant.ofEpochMilli(seen.get()));
    }

    /** Writes down what is new; fails with {@link dev.quartermaster.storage.DatabaseAway}, and then tries it again next time. */
    public Uni<Void> write() {
        Map<String, Long> before = written;
        Map<String, Long> now = new HashMap<>();
        Map<String, Instant> fresh = new HashMap<>();
        last.forEach((id, seen) -> {
            long millis = seen.get();
            now.put(id, millis);
            if (!Long.valueOf(millis).equals(before.get(id))) {
                fresh.put(id, Instant.ofEpochMilli(millis));
            }
        });
        if (fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return keys.used(fresh).invoke(() -> written = now);
    }
}
