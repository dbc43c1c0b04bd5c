package dev.quartermaster.inference.selection;

import dev.quartermaster.domain.LruMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Assignments that were made, by agent type and task, in bounded room: those not asked for longest go first. Safe for any
 * thread; who asks for what somebody else is just choosing gets that.
 */
final class AssignmentCache {

    /** @param agentType one of the parts that callers name; {@code taskId} likewise */
    record Key(@Nullable String agentType, String taskId) {}

    /** @param request that it was made for, to be compared and made again */
    private record Entry(Object request, StateStamp stamp, Assignment assignment) {}

    /** Locks for choosing: whoever chooses for one task keeps few others waiting. */
    private static final int LOCKS = 64;

    private final Object[] choosing = Stream.generate(Object::new).limit(LOCKS).toArray();
    private final Map<Key, Entry> entries;

    AssignmentCache(int most) {
        this.entries = new LruMap<>(most);
    }

    /** Returns the cached assignment for the same request and state, else makes a new one. */
    Assignment get(Key key, Object request, StateStamp now, Supplier<Assignment> choice) {
        return get(key, request, now, known -> true, choice);
    }

    /** @param isValid whether an assignment made from the same state still holds */
    Assignment get(
            Key key, Object request, StateStamp now, Predicate<Assignment> isValid, Supplier<Assignment> choice) {
        synchronized (choosing[Math.floorMod(key.hashCode(), choosing.length)]) {
            return known(key, request, now)
                    .filter(isValid)
                    .orElseGet(() -> kept(key, new Entry(request, now, choice.get())));
        }
    }

    private synchronized Optional<Assignment> known(Key key, Object request, StateStamp now) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> entry.stamp().equals(now) && entry.request().equals(request))
                .map(Entry::assignment);
    }

    private synchronized Assignment kept(Key key, Entry made) {
        if (made.assignment().degraded()) {
            entries.remove(key);
        } else {
            entries.put(key, made);
        }
        return made.assignment();
    }

    /** Returns the cached assignment of the task, if it is still valid. */
    synchronized Optional<Assignment> find(Key key, StateStamp now) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> entry.stamp().equals(now))
                .map(Entry::assignment);
    }

    /** @param agentType null for all; @return how many are forgotten */
    synchronized int clear(@Nullable String agentType) {
        int before = entries.size();
        entries.keySet().removeIf(key -> agentType == null || agentType.equals(key.agentType()));
        return before - entries.size();
    }
}
