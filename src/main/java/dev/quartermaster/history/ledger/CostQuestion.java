package dev.quartermaster.history.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final int SECONDS_AN_HOUR = 3600;

    /** Values of a group's keys, in their order. */
    public record LastGroup(List<@Nullable String> values) {}

    /** Part of the time in question, with its last moment excluded. */
    record Span(Instant from, Instant to) {}

    public CostQuestion {
        groupBy = List.copyOf(groupBy);
        filters = Map.copyOf(filters);
    }

    /** Question for all groups, by UTC. */
    public static CostQuestion whole(List<GroupKey> groupBy, Map<GroupKey, String> filters, Instant from, Instant to) {
        return new CostQuestion(groupBy, filters, from, to, ZoneOffset.UTC, UNPAGED, Optional.empty());
    }

    /** Returns the hours that are whole and need nothing else than what is known of an hour; empty if there are none. */
    Optional<Span> hours() {
        Instant start = from.plus(1, ChronoUnit.HOURS).minusNanos(1).truncatedTo(ChronoUnit.HOURS);
        Instant end = to.truncatedTo(ChronoUnit.HOURS);
        return needsRows() || !start.isBefore(end) ? Optional.empty() : Optional.of(new Span(start, end));
    }

    /** Returns the rest of the time, which only the rows can tell of. */
    List<Span> rows() {
        Optional<Span> hours = hours();
        if (hours.isEmpty()) {
            return List.of(new Span(from, to));
        }
        List<Span> edges = new ArrayList<>();
        if (from.isBefore(hours.get().from())) {
            edges.add(new Span(from, hours.get().from()));
        }
        if (hours.get().to().isBefore(to)) {
            edges.add(new Span(hours.get().to(), to));
        }
        return edges;
    }

    /** Returns the earliest moment whose rows are needed; empty if none are. */
    public Optional<Instant> rowsFrom() {
        return rows().stream().map(Span::from).min(Instant::compareTo);
    }

    private boolean needsRows() {
        return groupBy.contains(GroupKey.TASK_ID)
                || filters.containsKey(GroupKey.TASK_ID)
                || (groupBy.stream().anyMatch(GroupKey::isTime) && cutsHours());
    }

    /** Returns true if something begins within an hour of UTC, as it does in India. */
    private boolean cutsHours() {
        ZoneRules rules = zone.getRules();
        boolean cuts = isOdd(rules.getOffset(from));
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (!cuts && next != null && next.getInstant().isBefore(to)) {
            cuts = isOdd(next.getOffsetAfter()) || next.toEpochSecond() % SECONDS_AN_HOUR != 0;
            next = rules.nextTransition(next.getInstant());
        }
        return cuts;
    }

    private static boolean isOdd(ZoneOffset offset) {
        return !Duration.ofSeconds(offset.getTotalSeconds() % SECONDS_AN_HOUR).isZero();
    }
}
