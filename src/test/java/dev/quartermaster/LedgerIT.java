package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import io.restassured.path.json.JsonPath;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The packaged service under load, while its database or itself is taken away: every request that was answered is in the
 * ledger once, in the sums by hour and by day once, and scored at most once.
 */
class LedgerIT {

    private static final int CALLERS = 8;
    /** Bounded, so that what waits for the database is too: how fast machines write it differs by far more. */
    private static final int CALLS_PER_SECOND = 200;

    private static final int ENOUGH = 80;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path LOG = Path.of("target", "ledger.log");

    private final String agentType = "ledger-" + UUID.randomUUID();
    private final OutsideWorld world = new OutsideWorld();
    private Map<String, String> settings;
    private Path data;
    private int port;
    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() throws IOException {
        settings = new HashMap<>(world.start());
        data = Files.createTempDirectory("ledger-database");
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        startDatabase();
        settings.put("quarkus.datasource.reactive.url", "postgresql://localhost:" + port + "/postgres");
        settings.put("quartermaster.history.retry-max", "1s");
        // All answers are scored, as many as the load makes.
        settings.put("quartermaster.quality.max-per-second", "1000");
    }

    @AfterEach
    void stop() throws IOException {
        postgres.close();
        world.stop();
    }

    @Test
    void theDatabaseIsStoppedUnderLoadAndStartedAgain() throws Exception {
        try (RunningService service = RunningService.start(settings, LOG);
                Load load = new Load(service)) {
            load.goOn(ENOUGH);
            postgres.close();
            load.goOn(2 * ENOUGH);
            await().atMost(PATIENCE).until(() -> metric(service, "quartermaster_history_backlog_age_seconds") > 0);
            assertThat(service.get("/api/v1/status").body()).contains("records wait for the database");
            startDatabase();
            load.goOn(ENOUGH);
            Set<String> answered = load.end();

            drained(service);
            assertThat(Integer.parseInt(text("SELECT count(*) FROM evaluation WHERE agent_type = '" + agentType + "'")))
                    .as("those of the time without a database are there too")
                    .isGreaterThan(3 * ENOUGH);
            assertThat(load.refused()).as("nobody noticed").isZero();
            assertThat(booked()).containsOnlyKeys(answered);
            eachOnce();
        }
    }

    @Test
    void theServiceIsKilledUnderLoadAndStartedAgain() throws Exception {
        Set<String> answered;
        try (RunningService service = RunningService.start(settings, LOG)) {
            try (Load load = new Load(service)) {
                load.goOn(ENOUGH);
                service.kill();
                answered = load.end();
            }
        }
        try (RunningService service = RunningService.start(settings, LOG)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(booked()).containsKeys(answered.toArray(String[]::new)));
            drained(service);
            eachOnce();
            decisionsAreReadBack(service);
        }
    }

    /** From the rows of their requests: this process has not made them. */
    private void decisionsAreReadBack(RunningService service) throws SQLException {
        String ofAgent = " WHERE agent_type = '" + agentType + "'";
        assertThat(text("SELECT count(*) FROM invocation" + ofAgent + " AND decision_made IS NULL"))
                .isEqualTo("0");
        String id = text("SELECT decision_id FROM invocation" + ofAgent + " LIMIT 1");
        HttpResponse<String> read = service.get("/api/v1/decisions/" + id);
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        JsonPath decision = JsonPath.from(read.body());
        assertThat(decision.getString("decision_id")).isEqualTo(id);
        assertThat(decision.getString("agent_type")).isEqualTo(agentType);
        assertThat(decision.getString("selection_reason")).isNotBlank();
        assertThat(decision.getString("attempts[0].outcome")).isEqualTo("success");
        assertThat(decision.getString("inputs.registry_version")).isNotBlank();
    }

    private void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    private static void drained(RunningService service) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric(service, "quartermaster_history_backlog"))
                .as(() -> service.get("/api/v1/status").body())
                .isZero());
    }

    /** Rows and both kinds of sums agree, and no row is there twice. */
    private void eachOnce() throws SQLException {
        assertThat(booked().values()).allMatch(times -> times == 1);
        String sums = "SELECT sum(requests) || ' ' || trim_scale(sum(cost_usd)) || ' ' || sum(output_tokens) FROM ";
        String ofAgent = " WHERE agent_type = '" + agentType + "'";
        String rows =
                text("SELECT count(*) || ' ' || trim_scale(sum(cost_usd)) || ' ' || sum(output_tokens) FROM invocation"
                        + ofAgent);
        assertThat(text(sums + "cost_quarter_hourly" + ofAgent)).isEqualTo(rows);
        assertThat(text(sums + "cost_hourly" + ofAgent)).isEqualTo(rows);
        assertThat(text(sums + "cost_daily" + ofAgent)).isEqualTo(rows);
        scoredOnce(ofAgent);
    }

    /** No answer is scored twice, and what it was scored is the quality of its request. */
    private void scoredOnce(String ofAgent) throws SQLException {
        assertThat(Integer.parseInt(text("SELECT count(*) FROM evaluation" + ofAgent)))
                .isPositive();
        assertThat(text("SELECT count(*) - count(DISTINCT invocation_id) FROM evaluation" + ofAgent))
                .isEqualTo("0");
        assertThat(text(
                        "SELECT count(*) FROM evaluation e JOIN invocation i ON i.id = e.invocation_id AND i.time = e.time"
                                + " WHERE e.agent_type = '" + agentType + "'"
                                + " AND (i.quality_score IS NULL OR abs(i.quality_score - e.score) > 1e-5)"))
                .isEqualTo("0");
    }

    private Map<String, Integer> booked() throws SQLException {
        Map<String, Integer> found = new TreeMap<>();
        try (Connection connection = connect();
                Statement question = connection.createStatement();
                ResultSet rows = question.executeQuery(
                        "SELECT task_id FROM invocation WHERE agent_type = '" + agentType + "'")) {
            while (rows.next()) {
                found.merge(rows.getString(1), 1, Integer::sum);
            }
        }
        return found;
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement question = connection.createStatement();
                ResultSet rows = question.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
    }

    private static double metric(RunningService service, String name) {
        return service.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Callers who ask one question after the other until they are told to stop. */
    private final class Load implements AutoCloseable {

        private final RunningService service;
        private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final Semaphore due = new Semaphore(0);
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final Set<String> answered = ConcurrentHashMap.newKeySet();

        Load(RunningService service) {
            this.service = service;
            clock.scheduleAtFixedRate(due::release, 0, 1_000_000 / CALLS_PER_SECOND, TimeUnit.MICROSECONDS);
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(this::ask);
            }
        }

        private void ask() {
            while (isDue()) {
                String task = "task-" + asked.incrementAndGet();
                boolean stream = asked.get() % 3 == 0;
                String body = "{\"model\":\"openai/gpt-4o-mini\",\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"Which way is north?\"}]}";
                try {
                    HttpResponse<String> answer = service.post(
                                    "/v1/chat/completions", body, "x-task-id", task, "x-agent-type", agentType)
                            .get(30, TimeUnit.SECONDS);
                    boolean whole = answer.statusCode() == 200
                            && (!stream || answer.body().endsWith("data: [DONE]\n\n"));
                    if (whole) {
                        answered.add(task);
                    } else {
                        refused.incrementAndGet();
                    }
                } catch (Exception gone) {
                    refused.incrementAndGet();
                }
            }
        }

        /** Waits for the turn of the next call; false once it is over. */
        private boolean isDue() {
            due.acquireUninterruptibly();
            return !over.get();
        }

        /** Returns when so many more are answered. */
        void goOn(int more) {
            int goal = answered.size() + more;
            await().atMost(PATIENCE).until(() -> answered.size() >= goal);
        }

        /** Returns the tasks whose answer arrived whole. */
        Set<String> end() throws InterruptedException {
            stop();
            assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            return Set.copyOf(answered);
        }

        int refused() {
            return refused.get();
        }

        @Override
        public void close() {
            stop();
            callers.shutdownNow();
        }

        private void stop() {
            over.set(true);
            clock.shutdown();
            due.release(CALLERS);
            callers.shutdown();
        }
    }
}
