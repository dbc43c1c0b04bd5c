package dev.quartermaster.credentials;

import dev.quartermaster.credentials.ConfiguredKeys.FoundKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The keys of one provider, taking turns. Safe for use by many threads, without a lock. */
final class Rotation {

    private final List<FoundKey> keys;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Rest> resting = new ConcurrentHashMap<>();

    private record Rest(Instant since, Instant until, String why) {

        private boolean isOver(Instant now) {
            return !now.isBefore(until);
        }
    }

    Rotation(List<FoundKey> keys) {
        this.keys = List.copyOf(keys);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The next in turn of which {@code wanted} holds. */
    Optional<ApiKey> next(Instant now, Predicate<ApiKey> wanted) {
        int size = keys.size();
        int first = size == 0 ? 0 : Math.floorMod(turn.getAndIncrement(), size);
        for (int step = 0; step < size; step++) {
            ApiKey key = keys.get((first + step) % size).key();
            if (isAwake(key, now) && wanted.test(key)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    boolean anyAwake(Instant now, Predicate<ApiKey> wanted) {
        for (FoundKey found : keys) {
            if (isAwake(found.key(), now) && wanted.test(found.key())) {
                return true;
            }
        }
        return false;
    }

    /** A rest is only ever prolonged: two failures of one key may be reported out of order. */
    void rest(ApiKey key, Instant now, Instant until, String why) {
        resting.compute(key.id(), (id, known) -> {
            Rest before = known == null || known.isOver(now) ? new Rest(now, until, why) : known;
            return until.isAfter(before.until()) ? new Rest(before.since(), until, why) : before;
        });
    }

    List<KeyState> states(Instant now) {
        return keys.stream().map(found -> state(found, now)).toList();
    }

    private KeyState state(FoundKey found, Instant now) {
        ApiKey key = found.key();
        Optional<Rest> rest = Optional.ofNullable(resting.get(key.id())).filter(known -> !known.isOver(now));
        return new KeyState(
                key.provider(),
                key.id(),
                key.masked(),
                found.source(),
                rest.map(Rest::since),
                rest.map(Rest::until),
                rest.map(Rest::why));
    }

    private boolean isAwake(ApiKey key, Instant now) {
        Rest rest = resting.get(key.id());
        return rest == null || rest.isOver(now);
    }
}
