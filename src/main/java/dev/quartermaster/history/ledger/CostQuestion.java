package dev.quartermaster.history.ledger;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Question for sums of cost.
 *
 * @param groupBy in the order in which they shall appear; empty for one sum over everything
 * @param filters the only value of a key that counts
 * @param from the first moment that counts
 * @param to the first moment that does not
 * @param zone in which hours, days, weeks and months begin
 * @param limit the most groups in the answer
 * @param after the last group of an earlier page; empty for the first page
 */
public record CostQuestion(
        List<GroupKey> groupBy,
        Map<GroupKey, String> filters,
        Instant from,
        Instant to,
        ZoneId zone,
        int limit,
        Optional<LastGroup> after) {

    /** The most groups that code which does not page can want. */
    private static final int UNPAGED = 1_000_000;

    /** Hours that a page takes besides one for each group: its first may be cut, and the clocks may change. */
    private static final int FURTHER_HOURS = 3;

    /** Values of a group's keys, in their order. */
    public record LastGroup(List<@Nullable String> values) {}

    public CostQuestion {
        groupBy = List.copyOf(groupBy);
        filters = Map.copyOf(filters);
    }

    /** Question for all groups, by UTC. */
    public static CostQuestion whole(List<GroupKey> groupBy, Map<GroupKey, String> filters, Instant from, Instant to) {
        return new CostQuestion(groupBy, filters, from, to, ZoneOffset.UTC, UNPAGED, Optional.empty());
    }

    /** Returns the same question of one value of a key only. */
    public CostQuestion with(GroupKey key, String value) {
        Map<GroupKey, String> narrowed = new EnumMap<>(GroupKey.class);
        narrowed.putAll(filters);
        narrowed.put(key, value);
        return new CostQuestion(groupBy, narrowed, from, to, zone, limit, after);
    }

    /** Returns whether the answer is in the order of its hours. */
    boolean isByHourFirst() {
        return !groupBy.isEmpty() && groupBy.get(0) == GroupKey.HOUR;
    }

    /** Returns the same question from the hour of the last group on, where the answer is in the order of its hours. */
    CostQuestion fromLastHour() {
        return after.filter(last -> isByHourFirst())
                .map(last -> last.values().get(0))
                .map(Instant::parse)
                .filter(from::isBefore)
                .map(hour -> new CostQuestion(groupBy, filters, hour, to, zone, limit, after))
                .orElse(this);
    }

    /**
     * Returns the same question for only so many hours that they fill the page unless some are without requests; empty if
     * there are no further ones, or the answer is not in their order.
     */
    Optional<CostQuestion> hoursOfPage() {
        if (!isByHourFirst()) {
            return Optional.empty();
        }
        Instant end = from.truncatedTo(ChronoUnit.HOURS).plus(limit + FURTHER_HOURS, ChronoUnit.HOURS);
        return end.isBefore(to)
                ? Optional.of(new CostQuestion(groupBy, filters, from, end, zone, limit, after))
                : Optional.empty();
    }

    /** Returns the earliest moment of which it takes sums of a level; empty if it takes none. */
    Optional<Instant> needs(CostPlan.Level level) {
        CostPlan plan = CostPlan.of(this);
        return Stream.concat(plan.parts().stream(), plan.moved().stream())
                .filter(part -> part.level() == level)
                .map(CostPlan.Part::from)
                .min(Comparator.naturalOrder());
    }
}
