package dev.quartermaster.credentials;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The keys of one provider, taking turns. Safe for use by many threads, without a lock. */
final class Rotation {

    private final List<FoundKey> keys;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Instant> resting = new ConcurrentHashMap<>();

    Rotation(List<FoundKey> keys) {
        this.keys = List.copyOf(keys);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    Optional<ApiKey> next(Instant now) {
        int size = keys.size();
        int first = size == 0 ? 0 : Math.floorMod(turn.getAndIncrement(), size);
        for (int step = 0; step < size; step++) {
            ApiKey key = keys.get((first + step) % size).key();
            if (isAwake(key, now)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** The one whose turn it is among those that are not in {@code used}; if all of them are, among all. */
    Optional<ApiKey> next(Instant now, Set<String> used) {
        if (used.isEmpty() || !anyAwake(now, used)) {
            return next(now);
        }
        Optional<ApiKey> fresh = next(now);
        for (int step = 1;
                step < keys.size()
                        && fresh.isPresent()
                        && used.contains(fresh.get().id());
                step++) {
            fresh = next(now);
        }
        return fresh;
    }

    boolean anyAwake(Instant now) {
        return anyAwake(now, Set.of());
    }

    boolean anyAwake(Instant now, Set<String> used) {
        for (FoundKey found : keys) {
            if (isAwake(found.key(), now) && !used.contains(found.key().id())) {
                return true;
            }
        }
        return false;
    }

    /** A rest is only ever prolonged: two failures of one key may be reported out of order. */
    void rest(ApiKey key, Instant until) {
        resting.merge(key.id(), until, (old, fresh) -> fresh.isAfter(old) ? fresh : old);
    }

    List<KeyState> states(Instant now) {
        return keys.stream()
                .map(found -> new KeyState(
                        found.key().provider(),
                        found.key().id(),
                        found.key().masked(),
                        found.source(),
                        Optional.ofNullable(resting.get(found.key().id())).filter(now::isBefore)))
                .toList();
    }

    private boolean isAwake(ApiKey key, Instant now) {
        Instant until = resting.get(key.id());
        return until == null || !now.isBefore(until);
    }
}
