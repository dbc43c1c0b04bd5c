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

    /** Models named over all kept decisions: some 10 MB at the most. */
    private static final long MOST_ENTRIES = 50_000;

    private final Map<UUID, DecisionTrace> byId = new HashMap<>();
    private final Deque<DecisionTrace> oldestFirst = new ArrayDeque<>();
    private long entries;

    synchronized void keep(DecisionTrace decision) {
        byId.put(decision.id(), decision);
        oldestFirst.add(decision);
        entries += size(decision);
        while (entries > MOST_ENTRIES && oldestFirst.size() > 1) {
            DecisionTrace oldest = oldestFirst.remove();
            byId.remove(oldest.id());
            entries -= size(oldest);
        }
    }

    public synchronized Optional<DecisionTrace> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static long size(DecisionTrace decision) {
        return 1L + decision.considered();
    }
}
