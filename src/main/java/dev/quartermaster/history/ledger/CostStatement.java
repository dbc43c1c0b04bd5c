package dev.quartermaster.history.ledger;

import dev.quartermaster.history.ledger.CostPlan.Level;
import dev.quartermaster.history.ledger.CostPlan.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SQL statement that answers a question for sums as it is planned: in one statement and thus of one moment.
 */
final class CostStatement {

    /** What is summed up, in the order of the answer. */
    static final List<String> SUMS = List.of(
            "requests",
            "successes",
            "unpriced",
            "estimated",
            "uncached_input_tokens",
            "cache_read_tokens",
            "cache_write_5m_tokens",
            "cache_write_1h_tokens",
            "audio_input_tokens",
            "image_input_tokens",
            "output_tokens",
            "reasoning_tokens",
            "audio_output_tokens",
            "image_output_tokens",
            "cache_hits",
            "failed_over",
            "quality_count",
            "cost_usd",
            "failed_cost_usd",
            "saved_usd",
            "latency_ms",
            "quality_sum");

    /** Those before are whole numbers. */
    private static final int COUNTS = SUMS.indexOf("cost_usd");

    /** Those before are no columns of a request. */
    private static final int COLUMNS = SUMS.indexOf("uncached_input_tokens");

    private static final String KEYS = "provider, model, agent_type, caller, environment";

    private static final String OF_SUMS =
            " AS time, " + KEYS + ", CAST(NULL AS text) AS task_id, " + String.join(", ", SUMS);

    /** A moment of a day (UTC) that most of it has its date in common with, wherever that is. */
    private static final String NOON = " + interval '12 hours'";

    /** Times of sums beyond which they are not looked up one by one. */
    private static final long MOST_TIMES = 4_000;

    /** Looks each of several times up by the index: joined to them, the planner would read the whole table for all. */
    private static final String FENCE = " OFFSET 0";

    /** What each level's table shows as one, by the name of its time. */
    private static final Map<Level, String> SOURCES = Map.of(
            Level.DAYS,
            ofSums(Level.DAYS, NOON),
            Level.HOURS,
            ofSums(Level.HOURS, ""),
            Level.QUARTER_HOURS,
            ofSums(Level.QUARTER_HOURS, ""),
            Level.ROWS,
            "SELECT time, " + KEYS + ", task_id, 1 AS requests, "
                    + "CASE WHEN outcome = 'success' THEN 1 ELSE 0 END AS successes, "
                    + "CASE WHEN cost_usd IS NULL THEN 1 ELSE 0 END AS unpriced, "
                    + "CASE WHEN usage_estimated THEN 1 ELSE 0 END AS estimated, "
                    + String.join(", ", SUMS.subList(COLUMNS, SUMS.indexOf("cache_hits")))
                    + ", CASE WHEN cache_status = 'hit' THEN 1 ELSE 0 END AS cache_hits, "
                    + "CASE WHEN failovers > 0 THEN 1 ELSE 0 END AS failed_over, "
                    + "CASE WHEN quality_score IS NULL THEN 0 ELSE 1 END AS quality_count, "
                    + "cost_usd, failed_cost_usd, saved_usd, "
                    + "CASE WHEN outcome = 'success' THEN CAST(latency_ms AS numeric) END AS latency_ms, "
                    + "CAST(quality_score AS numeric) AS quality_sum FROM invocation WHERE time");

    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> values = new HashMap<>();

    CostStatement(CostQuestion question) {
        List<GroupKey> keys = question.groupBy();
        sql.append("SELECT ").append(each(keys, i -> keys.get(i).text("k" + i) + ", "));
        sql.append(String.join(", ", SUMS)).append(" FROM (SELECT ");
        sql.append(each(keys, i -> keys.get(i).expression() + " AS k" + i + ", "));
        sql.append(each(SUMS, CostStatement::sum))
                .append(" FROM (")
                .append(source(question))
                .append(") AS booked");
        if (!keys.isEmpty()) {
            sql.append(" GROUP BY ")
                    .append(list(keys, i -> String.valueOf(i + 1)))
                    .append(" HAVING sum(requests) > 0");
        }
        sql.append(") AS sums");
        question.after().ifPresent(last -> sql.append(" WHERE ").append(after(keys, last.values())));
        if (!keys.isEmpty()) {
            sql.append(" ORDER BY ").append(list(keys, i -> "k" + i + " NULLS LAST"));
        }
        sql.append(" LIMIT ").append(question.limit());
        if (keys.stream().anyMatch(GroupKey::isTime)) {
            values.put("zone", question.zone().getId());
        }
    }

    String sql() {
        return sql.toString();
    }

    Map<String, Object> values() {
        return values;
    }

    private static String ofSums(Level level, String moment) {
        return "SELECT " + level.time() + moment + OF_SUMS + " FROM " + level.table() + " WHERE " + level.time();
    }

    private static String sum(int column) {
        String name = SUMS.get(column);
        String sum = "coalesce(sum(" + name + "), 0)";
        String typed = column < COUNTS ? "CAST(" + sum + " AS bigint)" : sum;
        return typed + " AS " + name + separator(column);
    }

    private static String separator(int column) {
        return column == SUMS.size() - 1 ? "" : ", ";
    }

    private String source(CostQuestion question) {
        String filters = filters(question.filters());
        CostPlan plan = CostPlan.of(question);
        List<String> sources = new ArrayList<>();
        for (Part part : plan.parts()) {
            sources.add(
                    question.isByHourFirst() && part.times() <= MOST_TIMES
                            ? byTime(part, sources.size(), question.groupBy(), filters)
                            : range(part, sources.size(), filters));
        }
        for (Level level : List.of(Level.HOURS, Level.QUARTER_HOURS, Level.ROWS)) {
            List<Part> moved =
                    plan.moved().stream().filter(part -> part.level() == level).toList();
            if (!moved.isEmpty()) {
                sources.add(moved(level, moved, question.groupBy(), filters));
            }
        }
        return String.join(" UNION ALL ", sources);
    }

    private String range(Part part, int number, String filters) {
        values.put("from" + number, part.from());
        values.put("to" + number, part.to());
        return SOURCES.get(part.level()) + " >= :from" + number + " AND "
                + part.level().time() + " < :to" + number + filters;
    }

    /**
     * Sums of a part by its times, which are few: what hour each row is of takes longer to tell than to add it, and to sort
     * all rows by it longer still.
     */
    private String byTime(Part part, int number, List<GroupKey> groupBy, String filters) {
        values.put("times" + number, times(oneByOne(List.of(part)), Part::from));
        List<String> keys = columns(groupBy);
        return "SELECT first AS time, " + shown(keys) + ", CAST(NULL AS text) AS task_id, " + String.join(", ", SUMS)
                + " FROM unnest(CAST(CAST(:times" + number + " AS text[]) AS timestamptz[])) AS moment(first)"
                + " CROSS JOIN LATERAL (" + summedUp(part.level(), " = first", keys, filters) + ") AS of_time";
    }

    /** The sums of one of several times: groups of all of them together would not fit the memory of a query. */
    private static String summedUp(Level level, String within, List<String> keys, String filters) {
        return "SELECT " + each(keys, i -> keys.get(i) + ", ") + each(SUMS, CostStatement::sum)
                + " FROM (" + SOURCES.get(level) + within + filters + FENCE + ") AS booked"
                + (keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys));
    }

    /** The columns among the keys. */
    private static List<String> columns(List<GroupKey> groupBy) {
        return groupBy.stream()
                .filter(key -> !key.isTime())
                .map(GroupKey::expression)
                .toList();
    }

    /** All keys, those that are not among some as null. */
    private static String shown(List<String> keys) {
        return Stream.of(KEYS.split(", "))
                .map(key -> keys.contains(key) ? key : "CAST(NULL AS text) AS " + key)
                .collect(Collectors.joining(", "));
    }

    /** Sums of times that count with their day (UTC) and do not belong there: added with their own time, taken from its noon. */
    private String moved(Level level, List<Part> parts, List<GroupKey> groupBy, String filters) {
        String time = level.time();
        String starts = "starts_" + time;
        String ends = "ends_" + time;
        List<Part> looked = level == Level.QUARTER_HOURS ? oneByOne(parts) : parts;
        values.put(starts, times(looked, Part::from));
        values.put(ends, times(looked, Part::to));
        String within = level == Level.QUARTER_HOURS ? " = first" : " >= first AND " + time + " < after";
        List<String> keys = columns(groupBy);
        return "SELECT CASE WHEN sign = 1 THEN first ELSE date_trunc('day', first, 'UTC')" + NOON + " END AS time, "
                + shown(keys)
                + ", CAST(NULL AS text) AS task_id, " + each(SUMS, i -> "sign * " + SUMS.get(i) + separator(i))
                + " FROM unnest(CAST(CAST(:" + starts + " AS text[]) AS timestamptz[]), CAST(CAST(:" + ends
                + " AS text[]) AS timestamptz[])) AS stray(first, after) CROSS JOIN LATERAL ("
                + summedUp(level, within, keys, filters) + ") AS strays CROSS JOIN (VALUES (1), (-1)) AS way(sign)";
    }

    /**
     * Times are looked up one by one where they are quarters of hours, and where the answer is in their order: the planner
     * takes a range of unknown ends for so much of the table that it compiles the statement, which takes longer than to
     * answer it.
     */
    private static List<Part> oneByOne(List<Part> parts) {
        List<Part> each = new ArrayList<>();
        for (Part part : parts) {
            Duration length = part.level().length();
            for (Instant start = part.from(); start.isBefore(part.to()); start = start.plus(length)) {
                each.add(new Part(part.level(), start, start.plus(length)));
            }
        }
        return each;
    }

    private static String[] times(List<Part> parts, Function<Part, Instant> moment) {
        return parts.stream().map(moment).map(Instant::toString).toArray(String[]::new);
    }

    private String filters(Map<GroupKey, String> filters) {
        StringBuilder conditions = new StringBuilder();
        filters.forEach((key, value) -> {
            String parameter = "CAST(:only_" + key.wire() + " AS text)";
            values.put("only_" + key.wire(), value);
            conditions.append(" AND ");
            conditions.append(
                    key == GroupKey.MODEL
                            ? "(model = " + parameter + " OR provider || '/' || model = " + parameter + ")"
                            : key.expression() + " = " + parameter);
        });
        return conditions.toString();
    }

    /** The groups behind one, in the order of the answer, in which a missing value is the last. */
    private String after(List<GroupKey> keys, List<@Nullable String> last) {
        List<String> ways = new ArrayList<>();
        StringBuilder same = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            String value = last.get(i);
            if (value == null) {
                same.append("k").append(i).append(" IS NULL AND ");
            } else {
                values.put("last" + i, value);
                String parsed = keys.get(i).parsed(":last" + i);
                ways.add("(" + same + "(k" + i + " > " + parsed + " OR k" + i + " IS NULL))");
                same.append("k").append(i).append(" = ").append(parsed).append(" AND ");
            }
        }
        return ways.isEmpty() ? "false" : "(" + String.join(" OR ", ways) + ")";
    }

    private static String each(List<?> of, IntFunction<String> part) {
        return IntStream.range(0, of.size()).mapToObj(part).collect(Collectors.joining());
    }

    private static String list(List<?> of, IntFunction<String> part) {
        return IntStream.range(0, of.size()).mapToObj(part).collect(Collectors.joining(", "));
    }
}
