package dev.quartermaster.inference.selection;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Assignments that were made, by agent type and task, in bounded room: those not asked for longest go first. Safe for any
 * thread; who asks for what somebody else is just choosing gets that.
 */
final class AssignmentBook {

    /** @param agentType one of the parts that callers name; @param taskId likewise */
    record Key(String agentType, String taskId) {}

    /** @param request that it was made for, to be compared and made again */
    private record Entry(Object request, Stamp stamp, Assignment assignment) {}

    private final int most;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    AssignmentBook(int most) {
        this.most = most;
    }

    /** What was made for the same request as things stand, else what is made now. */
    synchronized Assignment get(Key key, Object request, Stamp now, Supplier<Assignment> choice) {
        Entry known = entries.get(key);
        if (known != null && known.stamp().equals(now) && known.request().equals(request)) {
            return known.assignment();
        }
        Assignment made = choice.get();
        if (!made.degraded() && most > 0) {
            entries.put(key, new Entry(request, now, made));
            forgetOldest();
        } else {
            entries.remove(key);
        }
        return made;
    }

    /** What was made for this task, if it still holds. */
    synchronized Optional<Assignment> find(Key key, Stamp now) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> entry.stamp().equals(now))
                .map(Entry::assignment);
    }

    /** @param agentType null for all; @return how many are forgotten */
    synchronized int clear(String agentType) {
        int before = entries.size();
        entries.keySet().removeIf(key -> agentType == null || key.agentType().equals(agentType));
        return before - entries.size();
    }

    private void forgetOldest() {
        Iterator<Key> oldest = entries.keySet().iterator();
        for (int over = entries.size() - most; over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
    }
}
