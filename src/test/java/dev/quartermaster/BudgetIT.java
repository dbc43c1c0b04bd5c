package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import dev.quartermaster.testing.StoppableDatabase;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A blocking budget over all spending of the packaged service: while the service is killed, while its database is away, and
 * with three services on one database. It is never overspent, and in the end it has spent what the rows of the ledger cost.
 */
class BudgetIT {

    private static final int CALLERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LEASE_TIME = Duration.ofSeconds(10);
    private static final Path LOG = Path.of("target", "budgets.log");

    /** A call holds some 0.00006 USD and costs a fifth of that. */
    private static final String QUESTION = "{\"model\":\"openai/gpt-4o-mini\",\"max_tokens\":100,\"stream\":%s,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Which way is north?\"}]}";

    private final OutsideWorld world = new OutsideWorld();
    private Map<String, String> settings;
    private StoppableDatabase database;

    @BeforeEach
    void start() throws IOException {
        settings = new HashMap<>(world.start());
        database = new StoppableDatabase();
        settings.put("quarkus.datasource.reactive.url", database.url());
        settings.put("quartermaster.history.retry-max", "1s");
        settings.put("quartermaster.budgets.lease-time", LEASE_TIME.toString());
        settings.put("quartermaster.budgets.drain-time", "4s");
        settings.put("quartermaster.budgets.renew-every", "1s");
        settings.put("quartermaster.failover.deadline", "4s");
    }

    @AfterEach
    void stop() throws IOException {
        database.close();
        world.stop();
    }

    @Test
    void afterKillItHasSpentWhatTheRowsCostAndHoldsNothing() throws Exception {
        Set<String> answered;
        Instant killed;
        try (RunningService service = RunningService.start(settings, LOG)) {
            create(service, "1");
            try (Load load = new Load(service, "kill")) {
                load.answers(80);
                service.kill();
                killed = Instant.now();
                answered = load.end();
            }
        }
        assertThat(database.number("SELECT max(extract(epoch FROM expires_at)) FROM budget_lease"))
                .as("what it had leased is free again no later than a lease lasts")
                .isLessThanOrEqualTo(BigDecimal.valueOf(killed.plus(LEASE_TIME).getEpochSecond() + 1));

        try (RunningService service = RunningService.start(settings, LOG)) {
            await().atMost(PATIENCE).until(() -> isWritten(service));
            assertThat(tasks()).doesNotHaveDuplicates().containsAll(answered);
            await().atMost(PATIENCE).until(() -> isSaid(service, "held_usd", 0));
            assertThat(amount(service, "spent_usd")).isPositive().isEqualByComparingTo(rows());
            assertThat(amount(service, "remaining_usd")).isEqualByComparingTo(BigDecimal.ONE.subtract(rows()));
            assertThat(ask(service, "after", false).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withTheDatabaseAwayTheLeaseIsSpentAndThenItBlocks() throws Exception {
        try (RunningService service = RunningService.start(settings, LOG)) {
            create(service, "0.1");
            await().atMost(PATIENCE).until(() -> ask(service, "before", false).statusCode() == 200);
            await().atMost(PATIENCE).until(() -> isWritten(service));
            await().atMost(PATIENCE).until(() -> isSaid(service, "leased_usd", 1));

            database.close();
            assertThat(ask(service, "leased", false).statusCode())
                    .as("what was leased is spent without a database")
                    .isEqualTo(200);
            List<HttpResponse<String>> refusals = new ArrayList<>();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                HttpResponse<String> answer = ask(service, "away", false);
                if (answer.statusCode() != 200) {
                    refusals.add(answer);
                }
                return answer.body().contains("cannot be confirmed");
            });
            assertThat(refusals).allSatisfy(refusal -> {
                assertThat(refusal.statusCode()).isEqualTo(429);
                JsonPath error = JsonPath.from(refusal.body());
                assertThat(error.getString("error.code")).isEqualTo("budget_exceeded");
                assertThat(error.getString("error.budget.name")).isEqualTo("all");
            });
            JsonPath status = JsonPath.from(service.get("/api/v1/status").body());
            assertThat(status.getString("dependencies.find { it.name == 'budgets' }.state"))
                    .isEqualTo("degraded");

            database.start();
            await().atMost(PATIENCE).until(() -> ask(service, "back", false).statusCode() == 200);
            await().atMost(PATIENCE).until(() -> isWritten(service));
            await().atMost(PATIENCE).until(() -> isSaid(service, "held_usd", 0));
            assertThat(amount(service, "spent_usd")).isPositive().isEqualByComparingTo(rows());
            assertThat(database.number("SELECT count(*) FROM invocation"))
                    .as("each answer and each refusal once")
                    .isEqualByComparingTo(database.number("SELECT count(DISTINCT request_id) FROM invocation"));
            JsonPath after = JsonPath.from(service.get("/api/v1/status").body());
            assertThat(after.getString("dependencies.find { it.name == 'budgets' }.state"))
                    .isEqualTo("ok");
        }
    }

    @Test
    void threeServicesTogetherNeverSpendMoreThanTheLimit() throws Exception {
        BigDecimal limit = new BigDecimal("0.005");
        try (RunningService one = another();
                RunningService two = another();
                RunningService three = another()) {
            List<RunningService> all = List.of(one, two, three);
            create(one, limit.toString());
            // A call from before its instance is told of the budget is not held in it.
            for (RunningService service : all) {
                await().atMost(PATIENCE)
                        .until(() -> service.get("/api/v1/budgets/all").statusCode() == 200);
            }
            try (Load first = new Load(one, "one");
                    Load second = new Load(two, "two");
                    Load third = new Load(three, "three")) {
                List<Load> loads = List.of(first, second, third);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                    JsonPath now = read(one);
                    assertThat(money(now, "spent_usd").add(money(now, "held_usd")))
                            .isLessThanOrEqualTo(limit);
                    assertThat(rows()).isLessThanOrEqualTo(limit);
                    return loads.stream().allMatch(load -> load.overBudget.get() > 20);
                });
                for (Load load : loads) {
                    load.end();
                    assertThat(load.otherwise.get())
                            .as("neither answered nor refused by the budget")
                            .isZero();
                }
            }
            for (RunningService service : all) {
                await().atMost(PATIENCE).until(() -> isWritten(service));
            }
            assertThat(rows()).isLessThanOrEqualTo(limit).isGreaterThan(limit.divide(BigDecimal.valueOf(2)));
            assertThat(amount(two, "spent_usd")).isEqualByComparingTo(rows());
            assertThat(database.number("SELECT count(DISTINCT instance) FROM invocation WHERE cost_usd > 0"))
                    .isEqualByComparingTo("3");
        }
    }

    /** A service with a journal of its own. */
    private RunningService another() throws IOException {
        return RunningService.startAnother(settings, LOG);
    }

    private static void create(RunningService service, String limit) {
        String budget = "{\"name\":\"all\",\"scope\":\"global\",\"window\":\"total\",\"limit_usd\":" + limit
                + ",\"action\":\"block\"}";
        await().atMost(PATIENCE)
                .until(() -> service.post("/api/v1/budgets", budget).join().statusCode() == 201);
    }

    private static HttpResponse<String> ask(RunningService service, String task, boolean stream) throws Exception {
        return service.post("/v1/chat/completions", QUESTION.formatted(stream), "x-task-id", task)
                .get(60, TimeUnit.SECONDS);
    }

    private static JsonPath read(RunningService service) {
        return JsonPath.from(service.get("/api/v1/budgets/all").body())
                .using(new JsonPathConfig(NumberReturnType.BIG_DECIMAL));
    }

    /**
     * Whether an amount is zero (0) or more (1). Until it has read its budgets from the database, an instance does not say what
     * they hold.
     */
    private static boolean isSaid(RunningService service, String field, int sign) {
        String amount = read(service).getString(field);
        return amount != null && new BigDecimal(amount).signum() == sign;
    }

    private static BigDecimal amount(RunningService service, String field) {
        return money(read(service), field);
    }

    private static BigDecimal money(JsonPath budget, String field) {
        return new BigDecimal(budget.getString(field));
    }

    private static boolean isWritten(RunningService service) {
        return service.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("quartermaster_history_backlog ")
                        || line.startsWith("quartermaster_history_backlog{"))
                .anyMatch(line -> line.endsWith(" 0.0"));
    }

    private List<String> tasks() throws SQLException {
        return database.texts("SELECT task_id FROM invocation");
    }

    private BigDecimal rows() throws SQLException {
        return database.number("SELECT sum(cost_usd) FROM invocation");
    }

    /** Callers who ask one question after the other until they are told to stop. */
    private static final class Load implements AutoCloseable {

        private final RunningService service;
        private final String name;
        private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger asked = new AtomicInteger();
        private final Set<String> answered = ConcurrentHashMap.newKeySet();
        final AtomicInteger overBudget = new AtomicInteger();
        final AtomicInteger otherwise = new AtomicInteger();

        Load(RunningService service, String name) {
            this.service = service;
            this.name = name;
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(this::askOn);
            }
        }

        private void askOn() {
            while (!over.get()) {
                int number = asked.incrementAndGet();
                String task = name + "-" + number;
                boolean stream = number % 3 == 0;
                try {
                    HttpResponse<String> answer = ask(service, task, stream);
                    if (answer.statusCode() == 429) {
                        overBudget.incrementAndGet();
                    } else if (answer.statusCode() == 200
                            && (!stream || answer.body().endsWith("data: [DONE]\n\n"))) {
                        answered.add(task);
                    } else {
                        otherwise.incrementAndGet();
                    }
                } catch (Exception gone) {
                    otherwise.incrementAndGet();
                }
            }
        }

        /** Returns when so many are answered. */
        void answers(int goal) {
            await().atMost(PATIENCE).until(() -> answered.size() >= goal);
        }

        /** Returns the tasks whose answer arrived whole. */
        Set<String> end() throws InterruptedException {
            over.set(true);
            callers.shutdown();
            assertThat(callers.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
            return Set.copyOf(answered);
        }

        @Override
        public void close() {
            over.set(true);
            callers.shutdownNow();
        }
    }
}
