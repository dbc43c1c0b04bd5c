package dev.quartermaster.simulator.script;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.simulator.wire.Target;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The faults that are to happen, in the order they were added. The first that matches a call is taken, and a fault for
 * three calls is taken three times, however many calls come at once.
 */
public final class FaultScript {

    private static final int MOST_FAULTS = 1_000;

    private final Clock clock;
    private final List<Entry> entries = new ArrayList<>();
    private volatile boolean empty = true;
    private long added;

    public FaultScript(Clock clock) {
        this.clock = clock;
    }

    /**
     * A fault that is waiting.
     *
     * @param remaining calls it still applies to, null when it is not counted
     * @param until when it ends, null when it is not timed
     */
    public record Active(String id, Fault fault, Integer remaining, Instant until) {}

    /** @throws InvalidScript when there are too many already */
    public synchronized Active add(Fault fault) {
        dropOver();
        if (entries.size() >= MOST_FAULTS) {
            throw new InvalidScript("fault", "is one too many: " + MOST_FAULTS + " are waiting");
        }
        added++;
        Instant until = fault.seconds() == null ? null : clock.instant().plusSeconds(fault.seconds());
        Entry entry = new Entry("fault-" + added, fault, fault.times(), until);
        entries.add(entry);
        empty = false;
        return entry.view();
    }

    /** Takes the fault that this call is to suffer, if any. */
    public Optional<Active> take(ProviderId provider, Target target, String key) {
        return empty ? Optional.empty() : takeFirst(provider, target, key);
    }

    private synchronized Optional<Active> takeFirst(ProviderId provider, Target target, String key) {
        dropOver();
        for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (entry.fault.match().accepts(provider, target, key)) {
                if (entry.useUp()) {
                    all.remove();
                    empty = entries.isEmpty();
                }
                return Optional.of(entry.view());
            }
        }
        return Optional.empty();
    }

    public synchronized List<Active> active() {
        dropOver();
        return entries.stream().map(Entry::view).toList();
    }

    public synchronized void clear() {
        entries.clear();
        empty = true;
    }

    /** @return whether there was one of that id */
    public synchronized boolean remove(String id) {
        boolean found = entries.removeIf(entry -> entry.id.equals(id));
        empty = entries.isEmpty();
        return found;
    }

    private void dropOver() {
        Instant now = clock.instant();
        entries.removeIf(entry -> entry.until != null && !now.isBefore(entry.until));
        empty = entries.isEmpty();
    }

    private static final class Entry {

        private final String id;
        private final Fault fault;
        private final Instant until;
        private Integer remaining;

        Entry(String id, Fault fault, Integer remaining, Instant until) {
            this.id = id;
            this.fault = fault;
            this.remaining = remaining;
            this.until = until;
        }

        /** @return whether that was the last time */
        boolean useUp() {
            if (remaining == null) {
                return false;
            }
            remaining--;
            return remaining == 0;
        }

        Active view() {
            return new Active(id, fault, remaining, until);
        }
    }
}
