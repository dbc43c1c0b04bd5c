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

    /** Source of sums. */
    enum Level {
        DAYS(ChronoUnit.DAYS),
        HOURS(ChronoUnit.HOURS),
        /** The requests themselves. */
        ROWS(ChronoUnit.NANOS);

        private final ChronoUnit unit;

        Level(ChronoUnit unit) {
            this.unit = unit;
        }

        private Level finer() {
            return values()[ordinal() + 1];
        }
    }

    /** Part of the time in question, its last moment excluded, and what answers it. */
    record Part(Level level, Instant from, Instant to) {}

    public CostQuestion {
        groupBy = List.copyOf(groupBy);
        filters = Map.copyOf(filters);
    }

    /** Question for all groups, by UTC. */
    public static CostQuestion whole(List<GroupKey> groupBy, Map<GroupKey, String> filters, Instant from, Instant to) {
        return new CostQuestion(groupBy, filters, from, to, ZoneOffset.UTC, UNPAGED, Optional.empty());
    }

    /** Cuts the time into whole days and whole hours (UTC), as far as these tell what is asked, and the rest. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        cut(coarsest(), from, to, parts);
        return parts.isEmpty() ? List.of(new Part(Level.ROWS, from, to)) : parts;
    }

    private static void cut(Level level, Instant from, Instant to, List<Part> parts) {
        Instant start = from.truncatedTo(level.unit);
        start = start.isBefore(from) ? start.plus(1, level.unit) : start;
        Instant end = to.truncatedTo(level.unit);
        if (start.isBefore(end)) {
            cutFiner(level, from, start, parts);
            parts.add(new Part(level, start, end));
            cutFiner(level, end, to, parts);
        } else {
            cutFiner(level, from, to, parts);
        }
    }

    private static void cutFiner(Level level, Instant from, Instant to, List<Part> parts) {
        if (from.isBefore(to)) {
            cut(level.finer(), from, to, parts);
        }
    }

    private Level coarsest() {
        if (needsRows()) {
            return Level.ROWS;
        }
        boolean byDayAtMost = groupBy.stream().noneMatch(GroupKey::isTime)
                || (!groupBy.contains(GroupKey.HOUR) && zone.getRules().equals(ZoneOffset.UTC.getRules()));
        return byDayAtMost ? Level.DAYS : Level.HOURS;
    }

    /** Returns the earliest moment whose rows are needed; empty if none are. */
    public Optional<Instant> rowsFrom() {
        return parts().stream()
                .filter(part -> part.level() == Level.ROWS)
                .map(Part::from)
                .findFirst();
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
