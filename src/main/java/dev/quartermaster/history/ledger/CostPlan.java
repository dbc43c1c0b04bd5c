package dev.quartermaster.history.ledger;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sources that answer a question for sums: whole days (UTC) as far as possible, then whole hours, then quarters of hours, and
 * the requests themselves for the rest.
 *
 * <p>Days of another zone come from days of UTC too: most of such a day is in one of them, and only the time before or after
 * its midnight has to be moved to the day next to it.
 *
 * @param parts the time in question, cut by what answers it
 * @param moved times within the days of UTC among them that belong to another group than the noon of their day (UTC) does
 */
record CostPlan(List<Part> parts, List<Part> moved) {

    /** Days (UTC) beyond which moving hours is not worth it. */
    private static final long MOST_DAYS = 4_000;

    private static final Set<GroupKey> DATES = Set.of(GroupKey.DAY, GroupKey.WEEK, GroupKey.MONTH);

    /** Source of sums. */
    enum Level {
        DAYS("cost_daily", "day", Duration.ofDays(1)),
        HOURS("cost_hourly", "hour", Duration.ofHours(1)),
        QUARTER_HOURS("cost_quarter_hourly", "quarter_hour", Duration.ofMinutes(15)),
        /** The requests themselves. */
        ROWS("invocation", "time", Duration.ZERO);

        private final String table;
        private final String time;
        private final long seconds;

        Level(String table, String time, Duration length) {
            this.table = table;
            this.time = time;
            this.seconds = length.toSeconds();
        }

        String table() {
            return table;
        }

        /** Returns the column that tells when something begins. */
        String time() {
            return time;
        }

        /** Returns the time of one of its sums; zero for the requests themselves. */
        Duration length() {
            return Duration.ofSeconds(seconds);
        }

        private Level finer() {
            return values()[ordinal() + 1];
        }

        private Instant floor(Instant moment) {
            long past = Math.floorMod(moment.getEpochSecond(), seconds);
            return moment.truncatedTo(ChronoUnit.SECONDS).minusSeconds(past);
        }

        private Instant ceiling(Instant moment) {
            Instant start = floor(moment);
            return start.isBefore(moment) ? start.plusSeconds(seconds) : start;
        }
    }

    /** Part of the time in question, its last moment excluded, and what answers it. */
    record Part(Level level, Instant from, Instant to) {

        /** Returns the number of moments at which sums of the level may begin. */
        long times() {
            return level == Level.ROWS
                    ? Long.MAX_VALUE
                    : Duration.between(from, to).dividedBy(level.length());
        }
    }

    static CostPlan of(CostQuestion question) {
        return new Builder(question).build();
    }

    /** Cuts the time of one question. */
    private static final class Builder {

        private final CostQuestion question;
        private final Instant from;
        private final Instant to;
        private final ZoneId zone;
        private final ZoneRules rules;
        private final List<Part> parts = new ArrayList<>();
        private final List<Part> moved = new ArrayList<>();

        Builder(CostQuestion question) {
            this.question = question;
            this.from = question.from();
            this.to = question.to();
            this.zone = question.zone();
            this.rules = zone.getRules();
        }

        CostPlan build() {
            if (needsTasks()) {
                parts.add(new Part(Level.ROWS, from, to));
            } else if (byDateInAnotherZone() && ChronoUnit.DAYS.between(from, to) <= MOST_DAYS) {
                daysOfTheZone();
            } else if (question.groupBy().contains(GroupKey.HOUR) || byDateInAnotherZone()) {
                cut(hours(), from, to, parts);
            } else {
                cut(Level.DAYS, from, to, parts);
            }
            return new CostPlan(parts.isEmpty() ? List.of(new Part(Level.ROWS, from, to)) : parts, moved);
        }

        private boolean needsTasks() {
            return question.groupBy().contains(GroupKey.TASK_ID)
                    || question.filters().containsKey(GroupKey.TASK_ID);
        }

        private boolean byDateInAnotherZone() {
            return question.groupBy().stream().anyMatch(DATES::contains)
                    && !question.groupBy().contains(GroupKey.HOUR)
                    && !rules.equals(ZoneOffset.UTC.getRules());
        }

        private void daysOfTheZone() {
            Instant end = Level.DAYS.floor(to);
            Instant start = Level.DAYS.ceiling(from);
            if (!start.isBefore(end)) {
                dates(from, to).forEach(date -> cut(Level.HOURS, date.from(), date.to(), parts));
                return;
            }
            dates(from, start).forEach(date -> cut(Level.HOURS, date.from(), date.to(), parts));
            parts.add(new Part(Level.DAYS, start, end));
            for (Instant day = start; day.isBefore(end); day = day.plus(1, ChronoUnit.DAYS)) {
                List<LocalDate> noon = group(day.plus(12, ChronoUnit.HOURS));
                for (Part date : dates(day, day.plus(1, ChronoUnit.DAYS))) {
                    if (!group(date.from()).equals(noon)) {
                        cut(Level.HOURS, date.from(), date.to(), moved);
                    }
                }
            }
            dates(end, to).forEach(date -> cut(Level.HOURS, date.from(), date.to(), parts));
        }

        /** Cuts a time where a date of the zone begins or its offset changes. */
        private List<Part> dates(Instant first, Instant after) {
            List<Part> dates = new ArrayList<>();
            Instant start = first;
            while (start.isBefore(after)) {
                ZoneOffset offset = rules.getOffset(start);
                Instant end = start.atOffset(offset)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay()
                        .toInstant(offset);
                ZoneOffsetTransition change = rules.nextTransition(start);
                if (change != null && change.getInstant().isBefore(end)) {
                    end = change.getInstant();
                }
                end = end.isBefore(after) ? end : after;
                dates.add(new Part(Level.ROWS, start, end));
                start = end;
            }
            return dates;
        }

        /** Returns the dates that a moment is grouped by. */
        private List<LocalDate> group(Instant moment) {
            LocalDate date = LocalDate.ofInstant(moment, zone);
            return question.groupBy().stream()
                    .filter(DATES::contains)
                    .map(key -> switch (key) {
                        case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                        case MONTH -> date.withDayOfMonth(1);
                        default -> date;
                    })
                    .toList();
        }

        /** Returns the coarsest sums of which none lies in two hours of the zone. */
        private Level hours() {
            Level level = among(rules.getOffset(from).getTotalSeconds(), Level.HOURS);
            ZoneOffsetTransition next = rules.nextTransition(from);
            while (next != null && next.getInstant().isBefore(to)) {
                level = among(next.getOffsetAfter().getTotalSeconds(), among(next.toEpochSecond(), level));
                next = rules.nextTransition(next.getInstant());
            }
            return level;
        }

        /** Returns sums, no coarser than some, that begin at a second among others. */
        private static Level among(long second, Level coarsest) {
            Level level = coarsest;
            while (level != Level.ROWS && second % level.seconds != 0) {
                level = level.finer();
            }
            return level;
        }
    }

    private static void cut(Level level, Instant from, Instant to, List<Part> parts) {
        if (!from.isBefore(to)) {
            return;
        }
        if (level == Level.ROWS) {
            parts.add(new Part(level, from, to));
            return;
        }
        Instant start = level.ceiling(from);
        Instant end = level.floor(to);
        if (start.isBefore(end)) {
            cut(level.finer(), from, start, parts);
            parts.add(new Part(level, start, end));
            cut(level.finer(), end, to, parts);
        } else {
            cut(level.finer(), from, to, parts);
        }
    }
}
