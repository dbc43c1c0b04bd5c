package dev.quartermaster.simulator.script;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.simulator.wire.Operation;
import dev.quartermaster.simulator.wire.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Log of the latest calls and counts by sort. Holds at most 256 calls, unless configured otherwise, and 2,000 sorts. */
public final class CallLog {

    /** A longer body is not kept. */
    public static final int MOST_BODY_CHARACTERS = 65_536;

    static final int MOST_CALLS = 256;
    static final int MOST_SORTS = 2_000;

    private final Deque<ReceivedCall> latest = new ArrayDeque<>();
    private final Map<Sort, Count> counts = new TreeMap<>();
    private int most = MOST_CALLS;
    private long total;

    /** Key of a count. */
    public record Sort(ProviderId provider, Operation operation, String model) implements Comparable<Sort> {

        @Override
        public int compareTo(Sort other) {
            int order = provider.compareTo(other.provider);
            order = order != 0 ? order : operation.compareTo(other.operation);
            return order != 0 ? order : model.compareTo(other.model);
        }
    }

    /** Number of calls, and of those that met a fault. */
    public record Count(long requests, long faults) {

        Count plus(boolean fault) {
            return new Count(requests + 1, faults + (fault ? 1 : 0));
        }
    }

    public synchronized void add(ReceivedCall call) {
        total++;
        Target target = call.target();
        Sort sort = new Sort(call.provider(), target.operation(), target.model());
        if (counts.size() >= MOST_SORTS && !counts.containsKey(sort)) {
            sort = new Sort(call.provider(), target.operation(), "(others)");
        }
        counts.put(sort, counts.getOrDefault(sort, new Count(0, 0)).plus(call.fault() != null));
        if (latest.size() >= most) {
            latest.removeFirst();
        }
        latest.addLast(call);
    }

    /** Keeps more of the latest calls than usual, for who has to see them all. */
    public synchronized void keep(int calls) {
        most = calls;
    }

    /** Oldest first. */
    public synchronized List<ReceivedCall> latest() {
        return List.copyOf(latest);
    }

    public synchronized Map<Sort, Count> counts() {
        return new TreeMap<>(counts);
    }

    public synchronized long total() {
        return total;
    }

    public synchronized void clear() {
        latest.clear();
        counts.clear();
        total = 0;
    }
}
