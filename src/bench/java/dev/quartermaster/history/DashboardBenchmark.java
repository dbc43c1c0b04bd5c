package dev.quartermaster.history;

import dev.quartermaster.testing.OutsideWorld;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Times questions for 30 days of cost to the packaged service, which has an embedded PostgreSQL with generated requests. Not
 * a micro-benchmark: see {@code deployment/bench/dashboard.sh}.
 */
final class DashboardBenchmark {

    private static final long REQUESTS = Long.getLong("requests", 10_000_000);
    private static final int TIMES = Integer.getInteger("times", 20);
    private static final int DAYS = 30;
    private static final String SERVICE = "http://127.0.0.1:8091";

    private static final String TEXTS =
            "provider, model, agent_type, caller, environment, source, service_tier, price_route";

    private static final String SUMS =
            "requests, successes, unpriced, estimated, uncached_input_tokens, cache_read_tokens,"
                    + " cache_write_5m_tokens, cache_write_1h_tokens, audio_input_tokens, image_input_tokens, output_tokens,"
                    + " reasoning_tokens, audio_output_tokens, image_output_tokens, cost_usd, failed_cost_usd, latency_ms";

    /** Groupings, each with a time zone. */
    private static final List<List<String>> QUESTIONS = List.of(
            List.of("model", "UTC"),
            List.of("agent_type", "UTC"),
            List.of("agent_type,model,api_key", "UTC"),
            List.of("day", "UTC"),
            List.of("day,model", "UTC"),
            List.of("day", "Europe/Berlin"),
            List.of("day,model", "Europe/Berlin"),
            List.of("week,agent_type", "Europe/Berlin"),
            List.of("day", "America/Los_Angeles"),
            List.of("day,model", "America/Los_Angeles"),
            List.of("day", "Pacific/Auckland"),
            List.of("day,model", "Pacific/Auckland"),
            List.of("day", "Asia/Kolkata"),
            List.of("day,model", "Asia/Kolkata"),
            List.of("day,model", "Asia/Kathmandu"),
            List.of("day,model", "America/St_Johns"),
            List.of("hour", "Europe/Berlin"),
            List.of("hour", "Asia/Kolkata"));

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private DashboardBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        OutsideWorld world = new OutsideWorld();
        Map<String, String> settings = world.start();
        settings.remove("quartermaster.registry.path");
        Process service = start(settings);
        try {
            Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
            Instant begin = end.minus(DAYS, ChronoUnit.DAYS);
            awaitSchema(service);
            String url = "jdbc:" + settings.get("quarkus.datasource.reactive.url");
            try (Connection database = DriverManager.getConnection(url, "postgres", "postgres");
                    Statement sql = database.createStatement()) {
                generate(sql, begin);
                sizes(sql);
                System.out.printf("%,d requests of %d days; each question %d times, in ms%n", REQUESTS, DAYS, TIMES);
                DatabaseTime server = new DatabaseTime(sql);
                for (List<String> question : QUESTIONS) {
                    time(server, question.get(0), question.get(1), begin, end);
                }
            }
        } finally {
            service.destroy();
            service.waitFor();
            world.stop();
        }
    }

    private static Process start(Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of("java", "-Xmx512m"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=8091",
                "-jar",
                "target/quarkus-app/quarkus-run.jar"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/bench/dashboard.log"))
                .start();
    }

    private static void awaitSchema(Process service) throws Exception {
        for (int status = 0; status != 200; ) {
            if (!service.isAlive()) {
                throw new IllegalStateException("the service ended; see target/bench/dashboard.log");
            }
            Thread.sleep(200);
            try {
                status = get("/api/v1/costs").statusCode();
            } catch (IOException notYet) {
                status = 0;
            }
        }
    }

    /**
     * Makes 300 series of 100 agent types, 40 models and 25 keys, evenly over time. The sums are made from the rows at once, and
     * lie in the order of time, as they come to be.
     */
    private static void generate(Statement sql, Instant begin) throws SQLException {
        sql.execute("ALTER TABLE invocation DISABLE TRIGGER USER");
        for (String index : List.of("id", "decision", "by_agent_type", "by_task", "by_request")) {
            sql.execute("DROP INDEX invocation_" + index);
        }
        for (int day = 0; day < DAYS; day++) {
            Instant first = begin.plus(day, ChronoUnit.DAYS);
            sql.execute("SELECT ensure_day_partition('invocation', DATE '"
                    + first.toString().substring(0, 10) + "')");
            long rows = REQUESTS / DAYS;
            sql.execute("INSERT INTO invocation (id, time, source, caller, agent_type, provider, model, outcome,"
                    + " attempts, failovers, streamed, complete, cancelled, latency_ms, uncached_input_tokens,"
                    + " cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens,"
                    + " reasoning_tokens, tool_prompt_tokens, usage_estimated, cost_usd, environment)"
                    + " SELECT gen_random_uuid(), TIMESTAMPTZ '" + first + "' + n * interval '1 day' / " + rows
                    + ", 'call', 'key-' || n % 25, 'agent-' || n % 100, 'provider-' || n % 4, 'model-' || n % 300 / 3 % 40,"
                    + " 'success', '[]', 0, false, true, false, 100 + n % 900, 1000 + n % 2000, 0, 0, 0, 100 + n % 500,"
                    + " 0, 0, false, 0.00012345 + n % 1000 * 0.000001, 'production'"
                    + " FROM generate_series(0, " + (rows - 1) + ") AS n");
        }
        sum(
                sql,
                "cost_quarter_hourly",
                "quarter_hour",
                "invocation",
                "date_bin('15 minutes', time, to_timestamp(0))",
                "count(*), count(*), 0, 0,"
                        + " sum(uncached_input_tokens), 0, 0, 0, 0, 0, sum(output_tokens), 0, 0, 0, sum(cost_usd), 0, sum(CAST(latency_ms AS numeric))");
        String sums = Arrays.stream(SUMS.split(", *"))
                .map(column -> "sum(" + column + ")")
                .reduce((some, more) -> some + ", " + more)
                .orElseThrow();
        sum(sql, "cost_hourly", "hour", "cost_quarter_hourly", "date_trunc('hour', quarter_hour, 'UTC')", sums);
        sum(sql, "cost_daily", "day", "cost_hourly", "date_trunc('day', hour, 'UTC')", sums);
        sql.execute("ALTER TABLE invocation ENABLE TRIGGER USER");
        sql.execute("VACUUM (ANALYZE) cost_quarter_hourly, cost_hourly, cost_daily, invocation");
    }

    private static void sum(Statement sql, String table, String time, String from, String start, String sums)
            throws SQLException {
        sql.execute(
                "INSERT INTO " + table + " (" + TEXTS + ", " + SUMS + ", " + time + ", series) SELECT *, cost_series("
                        + TEXTS + ") FROM (SELECT " + TEXTS + ", " + sums + ", " + start + " AS moment FROM " + from
                        + " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, " + start + ") AS batch ORDER BY moment");
    }

    private static void sizes(Statement sql) throws SQLException {
        try (ResultSet tables = sql.executeQuery(
                "SELECT relname, reltuples::bigint, pg_size_pretty(pg_total_relation_size(oid)) FROM pg_class"
                        + " WHERE relkind = 'r' AND relname LIKE 'cost\\_%ly' ORDER BY relname")) {
            while (tables.next()) {
                System.out.printf("%s: %,d rows, %s%n", tables.getString(1), tables.getLong(2), tables.getString(3));
            }
        }
    }

    private static void time(DatabaseTime server, String groupBy, String zone, Instant begin, Instant end)
            throws Exception {
        String path = "/api/v1/costs?limit=200&group_by=" + groupBy + "&time_zone="
                + URLEncoder.encode(zone, StandardCharsets.UTF_8) + "&from=" + begin + "&to=" + end;
        double[] took = new double[TIMES];
        Duration before = Duration.ZERO;
        for (int i = -3; i < TIMES; i++) {
            if (i == 0) {
                before = server.soFar();
            }
            long start = System.nanoTime();
            HttpResponse<String> answer = get(path);
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
            }
            if (i >= 0) {
                took[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        double taken = server.soFar().minus(before).toMillis() / (double) TIMES;
        Arrays.sort(took);
        System.out.printf(
                "%-28s %-20s median %6.1f  worst %6.1f  processor time of PostgreSQL %6.1f%n",
                groupBy, zone, took[TIMES / 2], took[TIMES - 1], taken);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(SERVICE + path))
                        .header("authorization", "Bearer " + OutsideWorld.ADMIN_KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
