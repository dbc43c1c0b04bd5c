package dev.quartermaster.domain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Room in memory for what requests bring until they are answered: what is beyond it waits, in the order in which it came. What is
 * larger than the whole room is let in when nothing else is there. Safe for any thread.
 */
public final class MemoryRoom {

    /**
     * Body or file that is in the room, or waits for it.
     *
     * @param isOver whether its request is, so that its place is free although nobody has said so
     * @param admit is called once when it need not wait any more, by the thread that made room
     */
    public record Place(long bytes, BooleanSupplier isOver, Runnable admit) {

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private final long most;
    private final Set<Place> inside = new HashSet<>();
    private final Deque<Place> waiting = new ArrayDeque<>();
    private long taken;

    /** @param most bytes of all that is in it */
    public MemoryRoom(long most) {
        this.most = most;
    }

    /** Returns whether it is in at once; otherwise it waits. Either way it is to {@link #leave}. */
    public boolean enter(Place place) {
        List<Place> admitted;
        boolean atOnce;
        synchronized (this) {
            waiting.add(place);
            if (!fits(waiting.element())) {
                inside.stream()
                        .filter(other -> other.isOver().getAsBoolean())
                        .toList()
                        .forEach(this::free);
            }
            admitted = admitNext();
            atOnce = admitted.remove(place);
        }
        admitted.forEach(other -> other.admit().run());
        return atOnce;
    }

    /** It waits no longer. @return false if it does not wait: it is in, or has left */
    public boolean withdraw(Place place) {
        boolean waited;
        List<Place> admitted;
        synchronized (this) {
            waited = waiting.remove(place);
            admitted = admitNext();
        }
        admitted.forEach(other -> other.admit().run());
        return waited;
    }

    /** Its request has ended. */
    public void leave(Place place) {
        List<Place> admitted;
        synchronized (this) {
            free(place);
            waiting.remove(place);
            admitted = admitNext();
        }
        admitted.forEach(other -> other.admit().run());
    }

    /** Bytes of those inside. */
    public synchronized long taken() {
        return taken;
    }

    private void free(Place place) {
        if (inside.remove(place)) {
            taken -= place.bytes();
        }
    }

    private List<Place> admitNext() {
        List<Place> admitted = new ArrayList<>();
        while (!waiting.isEmpty() && fits(waiting.element())) {
            Place next = waiting.remove();
            inside.add(next);
            taken += next.bytes();
            admitted.add(next);
        }
        return admitted;
    }

    private boolean fits(Place place) {
        return inside.isEmpty() || taken + place.bytes() <= most;
    }
}
