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

    /** Models considered over all kept decisions, and what each holds besides: some 10 MB at the most. */
    private static final long MOST_ENTRIES = 50_000;

    /** What a decision holds besides, counted in models: what was asked, the attempts, and its inputs, about 7 KB. */
    private static final long BESIDES = 30;

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
        return BESIDES + decision.considered();
    }
}
