package dev.quartermaster.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.history.journal.Journal;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalSettings;
import dev.quartermaster.testing.OutsideWorld;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows a second that the packaged service writes into the table {@code invocation} of an embedded PostgreSQL: it starts with
 * a full journal and empties it. Not a micro-benchmark: see {@code deployment/bench/ledger.sh}.
 */
final class LedgerBenchmark {

    private static final int ROWS = Integer.getInteger("rows", 100_000);
    /** As configured, or as the service has it. */
    private static final @Nullable Integer BATCH = Integer.getInteger("batch");

    private static final int ENTRIES_AT_ONCE = 1_000;
    /** About as many bytes as those of a choice among all models. */
    private static final Map<String, Object> DECISION_INPUTS = Map.of(
            "registry_version",
            "af26997cf9c6-f27d584cce83",
            "circumstances",
            "6d1c3f0a9b7e4c52",
            "need",
            Map.of("input_tokens", 1_200, "agent_type", "agent-1", "priority", "medium"),
            "changes",
            Map.of("health", Map.of("openai/model-1", 0.75), "tokens_used", Map.of("openai/model-1", 0.125)));

    private static final TimeOrderedIds IDS = new TimeOrderedIds(Clock.systemUTC(), new Random(1));

    private LedgerBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        OutsideWorld world = new OutsideWorld();
        Map<String, String> settings = world.start();
        settings.remove("quartermaster.registry.path");
        fill(Path.of(settings.get("quartermaster.history.journal-dir")));
        Process service = start(settings);
        try {
            measure(settings, service);
        } finally {
            service.destroy();
            service.waitFor();
            world.stop();
        }
    }

    private static void fill(Path folder) {
        var limits = new JournalSettings(folder, 8 << 20, 4L << 30, 16_384, 10_000, Duration.ofMinutes(1));
        try (Journal journal = new Journal(limits, new ObjectMapper(), Clock.systemUTC())) {
            journal.open();
            for (int from = 0; from < ROWS; from += ENTRIES_AT_ONCE) {
                journal.append(IntStream.range(from, Math.min(ROWS, from + ENTRIES_AT_ONCE))
                                .mapToObj(LedgerBenchmark::invocation)
                                .toList())
                        .await()
                        .atMost(Duration.ofMinutes(1));
            }
            journal.stop(Duration.ofMinutes(1));
            if (journal.state().backlog() != ROWS || journal.state().inMemory() != 0) {
                throw new IllegalStateException("the journal does not hold all rows: " + journal.state());
            }
        }
    }

    /** A request as the service records it: its ids sort by time, and what a caller may choose is random. */
    private static JournalEntry invocation(int number) {
        String model = "model-" + number % 50;
        InvocationRecord record = new InvocationRecord(
                IDS.next(),
                Instant.now(),
                InvocationRecord.Source.CALL,
                "req_" + UUID.randomUUID().toString().replace("-", ""),
                new RequestOrigin(
                        "key-" + number % 20,
                        "agent-" + number % 100,
                        "task-" + number / 10,
                        Dialect.OPENAI_CHAT,
                        Map.of("team", "blue"),
                        "instance-1"),
                "auto",
                new ModelKey(ProviderId.OPENAI, model),
                IDS.next(),
                Outcome.success(false),
                List.of(new Attempt(
                        "openai", model, "key-1", AttemptOutcome.SUCCESS, null, null, 100 + number % 2_000)),
                0,
                100.0 + number % 2_000,
                12.5,
                new InvocationCost(
                        Usage.of(1_000 + number % 20_000, 100 + number % 900),
                        Money.usd("0.00" + (100 + number % 900)),
                        "https://example.com/prices",
                        "2026-01-01"),
                null);
        return Records.decided(record, DECISION_INPUTS);
    }

    private static Process start(Map<String, String> settings) throws Exception {
        List<String> command = new ArrayList<>(List.of("java", "-Xmx512m"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        if (BATCH != null) {
            command.add("-Dquartermaster.history.batch-size=" + BATCH);
        }
        command.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=8090",
                "-jar",
                "target/quarkus-app/quarkus-run.jar"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/bench/ledger.log"))
                .start();
    }

    /** Prints the rate of each tenth, by the time that a trigger writes into each row; the first ones warm up the JVM. */
    private static void measure(Map<String, String> settings, Process service) throws Exception {
        String url = "jdbc:" + settings.get("quarkus.datasource.reactive.url");
        try (Connection database = DriverManager.getConnection(url, "postgres", "postgres");
                Statement sql = database.createStatement()) {
            awaitRows(sql, service);
            Duration taken = new DatabaseTime(sql).soFar();
            Duration ofService = service.info().totalCpuDuration().orElse(Duration.ZERO);
            System.out.printf("%d rows, batches of %s%n", ROWS, BATCH == null ? "the service's own size" : BATCH);
            try (ResultSet tenths = sql.executeQuery("SELECT tenth, count(*) / extract(epoch FROM max(recorded_at) - "
                    + "coalesce(lag(max(recorded_at)) OVER (ORDER BY tenth), min(recorded_at))) FROM (SELECT recorded_at, "
                    + "ntile(10) OVER (ORDER BY recorded_at) AS tenth FROM invocation) AS rows GROUP BY tenth "
                    + "ORDER BY tenth")) {
                while (tenths.next()) {
                    System.out.printf("tenth %2d: %,7.0f rows/s%n", tenths.getInt(1), tenths.getDouble(2));
                }
            }
            System.out.printf(
                    "processor time: PostgreSQL %.1f s, the service %.1f s%n", seconds(taken), seconds(ofService));
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static void awaitRows(Statement sql, Process service) throws Exception {
        long before = 0;
        int still = 0;
        long inserted = 0;
        while (inserted < ROWS) {
            if (!service.isAlive()) {
                throw new IllegalStateException("the service ended; see target/bench/ledger.log");
            }
            Thread.sleep(200);
            inserted = inserted(sql);
            still = inserted == before ? still + 1 : 0;
            before = inserted;
            // The server may lose what its counter was told: when it stands still, the rows are counted.
            if (inserted > 0 && still >= 10) {
                inserted = rows(sql);
                still = 0;
            }
        }
    }

    private static long rows(Statement sql) throws SQLException {
        try (ResultSet rows = sql.executeQuery("SELECT count(*) FROM invocation")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Reads a counter of the server: counting the rows would slow down what is measured. Zero without the schema. */
    private static long inserted(Statement sql) throws SQLException {
        try (ResultSet rows = sql.executeQuery(
                "SELECT coalesce(sum(n_tup_ins), 0) FROM pg_stat_user_tables WHERE relname LIKE 'invocation%'")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
