package dev.quartermaster.routing;

import dev.quartermaster.history.CircumstancesRecord;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Finds circumstances that a decision may refer to, and keeps new ones before it refers to them. Safe for any thread; a
 * decision like the last ones costs a comparison.
 */
final class CircumstancesArchive {

    /** More differences than these make a decision large: each is some 200 bytes of JSON at the most. */
    static final int MOST_DIFFERENCES = 10;

    /** Named and chosen models, agents with a history of their own and residencies have circumstances of their own. */
    private static final int REMEMBERED = 8;

    /** @param setbacks what {@code setbacks} gave when they were recorded */
    private record Known(Circumstances circumstances, Instant from, Instant until, long setbacks) {

        boolean holdsAt(Instant time, long now) {
            return setbacks == now && time.isBefore(until) && !time.isBefore(from);
        }
    }

    private final Consumer<CircumstancesRecord> keep;
    private final LongSupplier setbacks;
    /** The latest first. */
    private volatile List<Known> known = List.of();

    /**
     * @param keep records circumstances, in the order of the calls
     * @param setbacks a number that grows when something was perhaps not kept
     */
    CircumstancesArchive(Consumer<CircumstancesRecord> keep, LongSupplier setbacks) {
        this.keep = keep;
        this.setbacks = setbacks;
    }

    /** Returns what a decision of this time, made from these inputs, refers to. It has been recorded. */
    Circumstances of(SelectionInputs inputs, Instant time) {
        long now = setbacks.getAsLong();
        List<Known> all = known;
        for (int i = 0; i < all.size(); i++) {
            Known one = all.get(i);
            if (one.holdsAt(time, now) && one.circumstances().holdFor(inputs, MOST_DIFFERENCES)) {
                return one.circumstances();
            }
        }
        return fresh(inputs, time, now);
    }

    private synchronized Circumstances fresh(SelectionInputs inputs, Instant time, long now) {
        for (Known one : known) {
            if (one.holdsAt(time, now) && one.circumstances().holdFor(inputs, MOST_DIFFERENCES)) {
                return one.circumstances();
            }
        }
        Circumstances made = Circumstances.of(inputs);
        YearMonth month = CircumstancesRecord.month(time);
        keep.accept(new CircumstancesRecord(made::id, month, made::content));
        List<Known> all = new ArrayList<>(REMEMBERED);
        all.add(new Known(made, CircumstancesRecord.start(month), CircumstancesRecord.start(month.plusMonths(1)), now));
        all.addAll(known.subList(0, Math.min(known.size(), REMEMBERED - 1)));
        known = List.copyOf(all);
        return made;
    }
}
