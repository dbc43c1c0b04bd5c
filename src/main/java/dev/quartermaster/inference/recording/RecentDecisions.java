package dev.quartermaster.inference.recording;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The last decisions, at hand before the database has them and while it is away. Bounded by what they hold. */
@ApplicationScoped
public class RecentDecisions {

    /** Models considered over all kept decisions, and what each takes besides: some 10 MB at the most. */
    private static final long MOST_ENTRIES = 50_000;

    private static final long BESIDES = 4;

    /** A decision that nobody has read holds on to its registry. */
    private static final int MOST_REGISTRIES = 3;

    private final Map<UUID, DecisionTrace> byId = new HashMap<>();
    private final Deque<DecisionTrace> oldestFirst = new ArrayDeque<>();
    private final Map<String, Integer> registries = new HashMap<>();
    private long entries;

    synchronized void keep(DecisionTrace decision) {
        byId.put(decision.id(), decision);
        oldestFirst.add(decision);
        entries += size(decision);
        registries.merge(decision.registryVersion(), 1, Integer::sum);
        while (isFull() && oldestFirst.size() > 1) {
            DecisionTrace oldest = oldestFirst.remove();
            byId.remove(oldest.id());
            entries -= size(oldest);
            registries.computeIfPresent(oldest.registryVersion(), (version, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean isFull() {
        return entries > MOST_ENTRIES || registries.size() > MOST_REGISTRIES;
    }

    public synchronized Optional<DecisionTrace> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static long size(DecisionTrace decision) {
        return BESIDES + decision.considered();
    }
}
