package dev.quartermaster.history;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.history.ledger.GroupKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * For any rows, grouping, filter, range and zone, the sums over HTTP are those of the rows, added up here; and the sums by quarter
 * of an hour, hour and day are those of the rows, however they were written and changed.
 */
@QuarkusTest
class CostLawComponentTest {

    private static final RestAssuredConfig EXACT = RestAssuredConfig.config()
            .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.BIG_DECIMAL));

    private static final Path QUARTER_HOURS = Path.of("src/main/resources/db/migration/V28__quarter_hourly_costs.sql");

    private static final String QUARTER = "date_bin('15 minutes', time, '2000-01-01Z')";

    private static final long SEED = 20_261_129L;
    private static final int ROWS = 600;
    private static final int QUESTIONS = 120;

    /** A year with the changes of the clocks. */
    private static final Instant BEGIN = Instant.parse("2003-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("2004-01-01T00:00:00Z");

    /** Days in which the clocks change in Berlin, Lord Howe and New York. */
    private static final Instant BUSY = Instant.parse("2003-10-25T00:00:00Z");

    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "America/Sao_Paulo",
            "Pacific/Apia");

    private static final List<String> NUMBERS = List.of(
            "requests",
            "successes",
            "unpriced_requests",
            "estimated_requests",
            "uncached_input_tokens",
            "cache_read_tokens",
            "cache_write_5m_tokens",
            "cache_write_1h_tokens",
            "audio_input_tokens",
            "image_input_tokens",
            "text_output_tokens",
            "reasoning_tokens",
            "audio_output_tokens",
            "image_output_tokens",
            "cost_usd",
            "failed_cost_usd");

    @Inject
    DataSource database;

    /** The database is shared: rows are told apart by their environment. */
    private final String environment = "law-" + UUID.randomUUID();

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    private record Booked(Instant time, Map<GroupKey, String> keys, List<BigDecimal> numbers, UUID id) {}

    @Test
    void everyGroupingOfEveryRangeAddsUpToTheRows() throws Exception {
        List<Booked> rows = rows();
        insert(rows);
        insert(rows.subList(0, ROWS / 3));
        allSumsAreTheRows();

        for (int i = 0; i < QUESTIONS; i++) {
            ask(rows);
        }

        run("UPDATE invocation SET cost_usd = coalesce(cost_usd, 0) * 3 + 0.000000007, failed_cost_usd = cost_usd,"
                + " model = 'renamed' WHERE environment = '" + environment + "' AND agent_type IS NULL");
        allSumsAreTheRows();
    }

    /** In one transaction that is rolled back, so that no other test sees it. */
    @Test
    void sumsThatTheMigrationMakesAreThoseOfTheRowsThatAreKept() throws Exception {
        insert(rows());
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("DROP TABLE cost_quarter_hourly");
            sql.execute("DELETE FROM removed_history");
            sql.execute("INSERT INTO removed_history VALUES ('invocation', '2003-06-06T00:00:00Z')");

            sql.execute(Files.readString(QUARTER_HOURS));

            try (ResultSet removed = sql.executeQuery(
                    "SELECT before = '2003-06-06T00:00:00Z' FROM removed_history WHERE table_name = 'cost_quarter_hourly'")) {
                assertThat(removed.next() && removed.getBoolean(1)).isTrue();
            }
            sql.execute("DELETE FROM invocation WHERE environment = '" + environment + "' AND time < '2003-06-06Z'");
            assertThat(differences(sql, "quarter_hour", "cost_quarter_hourly", QUARTER))
                    .isZero();
            connection.rollback();
        }
    }

    private List<Booked> rows() {
        List<Booked> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Map<GroupKey, String> keys = new HashMap<>();
            keys.put(GroupKey.ENVIRONMENT, environment);
            keys.put(GroupKey.PROVIDER, any("p1", "p2", null));
            keys.put(GroupKey.MODEL, any("m1", "m2", "=m,\"3\"", null));
            keys.put(GroupKey.AGENT_TYPE, any("a1", "", "NULL", null));
            keys.put(GroupKey.TASK_ID, any("t1", "t2", null));
            keys.put(GroupKey.API_KEY, any("k1", "k2", null));
            List<BigDecimal> numbers = new ArrayList<>();
            numbers.add(BigDecimal.ONE);
            numbers.add(bit());
            boolean unpriced = random.nextInt(9) == 0;
            numbers.add(unpriced ? BigDecimal.ONE : BigDecimal.ZERO);
            numbers.add(bit());
            for (int token = 0; token < 10; token++) {
                numbers.add(BigDecimal.valueOf(random.nextLong(1_000_000)));
            }
            BigDecimal cost = BigDecimal.valueOf(random.nextLong(1_000_000_000), random.nextInt(18));
            numbers.add(unpriced ? BigDecimal.ZERO : cost);
            numbers.add(random.nextBoolean() && !unpriced ? cost : BigDecimal.ZERO);
            rows.add(new Booked(time(), keys, numbers, UUID.randomUUID()));
        }
        return rows;
    }

    /** Half of all times are in a few days, so that hours in a row are full. */
    private Instant time() {
        Instant time = random.nextBoolean()
                ? BUSY.plusSeconds(random.nextLong(Duration.ofDays(3).toSeconds()))
                : BEGIN.plusSeconds(random.nextLong(ChronoUnit.SECONDS.between(BEGIN, END)));
        return switch (random.nextInt(5)) {
            case 0 -> time.truncatedTo(ChronoUnit.HOURS);
            case 1 -> time.truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.MICROS);
            case 2 -> time.truncatedTo(ChronoUnit.HOURS).plusSeconds(900 * random.nextInt(4));
            default -> time;
        };
    }

    private BigDecimal bit() {
        return random.nextBoolean() ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    private String any(String... of) {
        return of[random.nextInt(of.length)];
    }

    private void ask(List<Booked> rows) {
        List<GroupKey> keys = new ArrayList<>(Stream.of(GroupKey.values())
                .filter(key -> random.nextInt(4) == 0)
                .toList());
        Collections.shuffle(keys, new Random(random.nextLong()));
        Instant from = time();
        Instant to = random.nextInt(8) == 0 ? from.plusSeconds(random.nextInt(7200)) : time();
        if (from.isAfter(to)) {
            Instant swapped = from;
            from = to;
            to = swapped;
        }
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        GroupKey filter = random.nextInt(3) == 0 ? GroupKey.values()[random.nextInt(5)] : GroupKey.ENVIRONMENT;
        String value = filter == GroupKey.ENVIRONMENT
                ? environment
                : rows.get(random.nextInt(ROWS)).keys().get(filter);
        String wanted = value == null || value.isBlank() ? null : value;
        Map<List<String>, List<BigDecimal>> expected = new HashMap<>();
        for (Booked row : rows) {
            boolean in = !row.time().isBefore(from) && row.time().isBefore(to);
            if (in && (wanted == null || wanted.equals(row.keys().get(filter)))) {
                expected.merge(group(row, keys, zone), row.numbers(), CostLawComponentTest::plus);
            }
        }
        if (keys.isEmpty() && expected.isEmpty()) {
            expected.put(List.of(), NUMBERS.stream().map(any -> BigDecimal.ZERO).toList());
        }
        Map<String, Object> query = new HashMap<>();
        query.put("environment", environment);
        query.put("from", from.toString());
        query.put("to", to.toString());
        query.put("time_zone", zone.getId());
        query.put("limit", 1 + random.nextInt(200));
        if (!keys.isEmpty()) {
            query.put("group_by", keys.stream().map(GroupKey::wire).collect(Collectors.joining(",")));
        }
        if (wanted != null && filter != GroupKey.ENVIRONMENT) {
            query.put(filter.wire(), wanted);
        }

        assertThat(answer(query, keys)).as("%s", query).isEqualTo(normal(expected));
    }

    /** All pages; a group stands on one of them, once. */
    private static Map<List<String>, List<BigDecimal>> answer(Map<String, Object> query, List<GroupKey> keys) {
        Map<List<String>, List<BigDecimal>> found = new HashMap<>();
        String cursor = null;
        do {
            Map<String, Object> page = new HashMap<>(query);
            if (cursor != null) {
                page.put("cursor", cursor);
            }
            var body = given().config(EXACT)
                    .queryParams(page)
                    .get("/api/v1/costs")
                    .then()
                    .log()
                    .ifValidationFails()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            for (Map<String, Object> row : body.<Map<String, Object>>getList("data")) {
                List<String> group =
                        keys.stream().map(key -> (String) row.get(key.wire())).collect(Collectors.toList());
                List<BigDecimal> numbers =
                        NUMBERS.stream().map(name -> number(row.get(name))).toList();
                assertThat(found.put(group, numbers)).isNull();
            }
            cursor = body.getString("next_cursor");
        } while (cursor != null);
        return normal(found);
    }

    private static BigDecimal number(Object value) {
        return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
    }

    private static Map<List<String>, List<BigDecimal>> normal(Map<List<String>, List<BigDecimal>> sums) {
        Map<List<String>, List<BigDecimal>> normal = new HashMap<>();
        sums.forEach((group, numbers) -> normal.put(
                group,
                numbers.stream()
                        .map(n -> n.signum() == 0 ? BigDecimal.ZERO : n.stripTrailingZeros())
                        .toList()));
        return normal;
    }

    private static List<BigDecimal> plus(List<BigDecimal> some, List<BigDecimal> more) {
        List<BigDecimal> sum = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            sum.add(some.get(i).add(more.get(i)));
        }
        return sum;
    }

    private static List<String> group(Booked row, List<GroupKey> keys, ZoneId zone) {
        ZonedDateTime local = row.time().atZone(zone);
        List<String> group = new ArrayList<>();
        for (GroupKey key : keys) {
            group.add(
                    switch (key) {
                        case HOUR ->
                            local.minusMinutes(local.getMinute())
                                    .truncatedTo(ChronoUnit.MINUTES)
                                    .toOffsetDateTime()
                                    .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX"));
                        case DAY -> local.toLocalDate().toString();
                        case WEEK ->
                            local.toLocalDate()
                                    .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                                    .toString();
                        case MONTH -> local.toLocalDate().toString().substring(0, 7);
                        default -> row.keys().get(key);
                    });
        }
        return group;
    }

    private void insert(List<Booked> rows) throws SQLException {
        String sql =
                "INSERT INTO invocation (id, time, source, provider, model, agent_type, task_id, caller, environment,"
                        + " outcome, attempts, streamed, complete, cancelled, uncached_input_tokens, cache_read_tokens,"
                        + " cache_write_5m_tokens, cache_write_1h_tokens, audio_input_tokens, image_input_tokens, output_tokens,"
                        + " reasoning_tokens, audio_output_tokens, image_output_tokens, tool_prompt_tokens, usage_estimated,"
                        + " cost_usd, failed_cost_usd, failovers, latency_ms, quality_score, cache_status, saved_usd)"
                        + " VALUES (?, ?, 'call', ?, ?, ?, ?, ?, ?, ?, '[]', false, true, false,"
                        + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Booked row : rows) {
                int at = 0;
                insert.setObject(++at, row.id());
                insert.setObject(++at, row.time().atOffset(java.time.ZoneOffset.UTC));
                for (GroupKey key : List.of(
                        GroupKey.PROVIDER,
                        GroupKey.MODEL,
                        GroupKey.AGENT_TYPE,
                        GroupKey.TASK_ID,
                        GroupKey.API_KEY,
                        GroupKey.ENVIRONMENT)) {
                    insert.setString(++at, row.keys().get(key));
                }
                List<BigDecimal> numbers = row.numbers();
                insert.setString(++at, numbers.get(1).signum() > 0 ? "success" : "error");
                for (int token = 4; token < 14; token++) {
                    insert.setLong(++at, numbers.get(token).longValueExact());
                }
                insert.setBoolean(++at, numbers.get(3).signum() > 0);
                insert.setBigDecimal(++at, numbers.get(2).signum() > 0 ? null : numbers.get(14));
                insert.setBigDecimal(++at, numbers.get(15));
                int odd = (int) (row.id().getLeastSignificantBits() & 7);
                insert.setInt(++at, odd % 3);
                insert.setObject(
                        ++at, odd == 0 ? null : odd * 0.1 + numbers.get(4).doubleValue() / 3, Types.DOUBLE);
                insert.setObject(++at, odd < 3 ? null : odd / 7.0, Types.DOUBLE);
                insert.setString(++at, List.of("hit", "miss", "bypass").get(odd % 3));
                insert.setBigDecimal(++at, odd % 3 == 0 ? numbers.get(14) : null);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Compares the whole of each table for these rows, by everything that makes a series. */
    private void allSumsAreTheRows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            assertThat(differences(sql, "quarter_hour", "cost_quarter_hourly", QUARTER))
                    .isZero();
            assertThat(differences(sql, "hour", "cost_hourly", "date_trunc('hour', time, 'UTC')"))
                    .isZero();
            assertThat(differences(sql, "day", "cost_daily", "date_trunc('day', time, 'UTC')"))
                    .isZero();
        }
    }

    private long differences(Statement sql, String unit, String table, String start) throws SQLException {
        String keys = "provider, model, agent_type, caller, environment, source, service_tier, price_route";
        String sums = "sum(uncached_input_tokens), sum(cache_read_tokens), sum(cache_write_5m_tokens),"
                + " sum(cache_write_1h_tokens), coalesce(sum(audio_input_tokens), 0),"
                + " coalesce(sum(image_input_tokens), 0), sum(output_tokens), sum(reasoning_tokens),"
                + " coalesce(sum(audio_output_tokens), 0), coalesce(sum(image_output_tokens), 0),"
                + " coalesce(sum(cost_usd), 0), coalesce(sum(failed_cost_usd), 0), coalesce(sum(saved_usd), 0)";
        String ofRows = "SELECT " + start + ", " + keys + ", count(*)::numeric,"
                + " (count(*) FILTER (WHERE outcome = 'success'))::numeric,"
                + " (count(*) FILTER (WHERE cost_usd IS NULL))::numeric,"
                + " (count(*) FILTER (WHERE usage_estimated))::numeric, " + sums
                + ", (count(*) FILTER (WHERE cache_status = 'hit'))::numeric,"
                + " (count(*) FILTER (WHERE failovers > 0))::numeric,"
                + " coalesce(sum(latency_ms::numeric) FILTER (WHERE outcome = 'success'), 0),"
                + " coalesce(sum(quality_score::numeric), 0), count(quality_score)::numeric"
                + " FROM invocation WHERE environment = '" + environment + "' GROUP BY 1, " + keys;
        String ofSums = "SELECT " + unit + ", " + keys
                + ", sum(requests), sum(successes), sum(unpriced), sum(estimated), "
                + sums + ", sum(cache_hits), sum(failed_over), sum(latency_ms), sum(quality_sum),"
                + " sum(quality_count) FROM " + table + " WHERE environment = '" + environment + "' GROUP BY 1, " + keys
                + " HAVING sum(requests) > 0";
        String differences = "SELECT count(*) FROM ((" + ofRows + " EXCEPT " + ofSums + ") UNION ALL (" + ofSums
                + " EXCEPT " + ofRows + ")) AS differences";
        try (ResultSet answer = sql.executeQuery(differences)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement change = connection.createStatement()) {
            assertThat(change.executeUpdate(sql)).isPositive();
        }
    }
}
