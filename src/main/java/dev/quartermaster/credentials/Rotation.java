package dev.quartermaster.credentials;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of one provider, taking turns. Safe for use by many threads, without a lock. */
final class Rotation {

    private final KeySources sources;
    private final List<FoundKey> keys;
    private final List<FoundKey> standby;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Rest> resting = new ConcurrentHashMap<>();

    /** @param before the one in whose place it comes; keys that were in it go on resting */
    Rotation(KeySources sources, KeySources.Keys found, @Nullable Rotation before) {
        this.sources = sources;
        this.keys = List.copyOf(found.serving());
        this.standby = List.copyOf(found.standby());
        if (before != null) {
            turn.set(before.turn.get());
            before.resting.forEach((id, rest) -> {
                if (before.keys.stream()
                        .map(FoundKey::key)
                        .anyMatch(key -> key.id().equals(id) && has(key))) {
                    resting.put(id, rest);
                }
            });
        }
    }

    /** Returns whether its keys are those of these sources. */
    boolean isOf(KeySources others) {
        return sources == others;
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    List<ApiKey> serving() {
        return keys.stream().map(FoundKey::key).toList();
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

    /**
     * A rest is only ever prolonged: two failures of one key may be reported out of order. One of a key that was replaced
     * since is none of its successor.
     */
    void rest(ApiKey key, Instant now, Instant until, String why) {
        if (has(key)) {
            resting.compute(key.id(), (id, known) -> {
                Rest before = known == null || known.isOver(now) ? new Rest(now, until, why) : known;
                return until.isAfter(before.until()) ? new Rest(before.since(), until, why) : before;
            });
        }
    }

    /** Returns the key of that id with its place; empty if it does not take turns. */
    Optional<FoundKey> find(ApiKey key) {
        return keys.stream().filter(found -> found.key().equals(key)).findFirst();
    }

    private boolean has(ApiKey key) {
        return find(key).isPresent();
    }

    /** Returns the keys that are not in the other rotation, or have another value there. */
    List<ApiKey> without(Rotation other) {
        return serving().stream().filter(key -> !other.has(key)).toList();
    }

    List<KeyState> states(Instant now) {
        return keys.stream()
                .map(found -> KeyState.of(found, true, rest(found.key(), now)))
                .toList();
    }

    /** Returns all keys, those that stand by behind the others. */
    List<KeyState> allStates(Instant now) {
        return Stream.concat(
                        states(now).stream(),
                        standby.stream().map(found -> KeyState.of(found, false, Optional.empty())))
                .toList();
    }

    private Optional<Rest> rest(ApiKey key, Instant now) {
        return Optional.ofNullable(resting.get(key.id())).filter(known -> !known.isOver(now));
    }

    private boolean isAwake(ApiKey key, Instant now) {
        Rest rest = resting.get(key.id());
        return rest == null || rest.isOver(now);
    }
}
