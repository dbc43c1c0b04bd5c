package dev.quartermaster.inference.recording;

import dev.quartermaster.history.ledger.DecisionsStored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The last decisions, at hand before the database has them and while it is away. Bounded by what they hold; of those that the
 * database has, only a few are kept, as what lives long is what the garbage collector has to carry.
 */
@ApplicationScoped
public class RecentDecisions {

    /** Models considered over all kept decisions, and what each takes besides: some 10 MB at the most. */
    private static final long MOST_ENTRIES = 50_000;

    /** What a decision holds besides, counted in models: what was asked, the attempts, and its inputs, about 2 KB. */
    private static final long BESIDES = 10;

    /** Decisions that are kept although the database has them: a caller reads its own soon, or not at all. */
    private static final int MOST_STORED = 200;

    /** A decision that nobody has read holds on to its registry. */
    private static final int MOST_REGISTRIES = 3;

    private final ConcurrentHashMap<UUID, DecisionTrace> byId = new ConcurrentHashMap<>();
    private final Queue<DecisionTrace> oldestFirst = new ConcurrentLinkedQueue<>();
    private final AtomicLong entries = new AtomicLong();
    /** The registries that decisions were made from, the oldest first. */
    private final List<String> registries = new ArrayList<>();

    private volatile String registry = "";

    /** Takes no lock unless the registry is new: every request passes here. */
    void keep(DecisionTrace decision) {
        byId.put(decision.id(), decision);
        entries.addAndGet(size(decision));
        oldestFirst.add(decision);
        if (!registry.equals(decision.registryVersion())) {
            noticed(decision.registryVersion());
        }
        DecisionTrace oldest = oldestFirst.peek();
        while (oldest != null && oldest != decision && canGo(oldest)) {
            if (oldestFirst.remove(oldest)) {
                forget(oldest);
            }
            oldest = oldestFirst.peek();
        }
    }

    private boolean canGo(DecisionTrace oldest) {
        return entries.get() > MOST_ENTRIES || (oldest.isStored() && byId.mappingCount() > MOST_STORED);
    }

    void stored(@Observes DecisionsStored stored) {
        for (UUID id : stored.ids()) {
            DecisionTrace kept = byId.get(id);
            if (kept != null) {
                kept.markStored();
            }
        }
    }

    private synchronized void noticed(String version) {
        if (!registries.contains(version)) {
            registries.add(version);
        }
        if (registries.size() > MOST_REGISTRIES) {
            String gone = registries.remove(0);
            oldestFirst.removeIf(decision -> decision.registryVersion().equals(gone) && forget(decision));
        }
        registry = version;
    }

    private boolean forget(DecisionTrace decision) {
        if (byId.remove(decision.id(), decision)) {
            entries.addAndGet(-size(decision));
        }
        return true;
    }

    public Optional<DecisionTrace> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static long size(DecisionTrace decision) {
        return BESIDES + decision.considered();
    }
}
