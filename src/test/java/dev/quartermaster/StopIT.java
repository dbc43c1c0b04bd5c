package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged service is stopped while it works, and killed after it has worked: nothing that it took is lost. */
class StopIT {

    private static final int REQUESTS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path LOG = Path.of("target", "stop.log");

    private static OutsideWorld world;
    private static Map<String, String> settings;

    private final String run = "stop-" + UUID.randomUUID() + "-";

    @BeforeAll
    static void start() throws IOException {
        Files.deleteIfExists(LOG);
        world = new OutsideWorld();
        settings = new HashMap<>(world.start());
    }

    @AfterAll
    static void stop() {
        world.stop();
    }

    @BeforeEach
    void calm() {
        given().delete(settings.get("test.simulator.url") + "/faults").then().statusCode(204);
    }

    @Test
    void whatIsInFlightIsAnsweredAndNothingElseIsTaken() throws Exception {
        script("{\"provider\":\"openai\",\"stream\":false,\"delay_ms\":8000}");
        script("{\"provider\":\"openai\",\"stream\":true,\"chunk_delay_ms\":600}");
        try (RunningService service = RunningService.start(settings, LOG)) {
            List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, REQUESTS)
                    .mapToObj(i -> ask(service, run + i, i % 2 == 0))
                    .toList();
            await().atMost(PATIENCE).until(() -> isInFlight(service, REQUESTS));

            service.stop();
            await().atMost(PATIENCE).until(() -> !service.isReady());
            HttpResponse<String> late = ask(service, run + "late", false).get(20, TimeUnit.SECONDS);

            assertThat(asked).as("they are still being answered").anyMatch(answer -> !answer.isDone());
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.body()).contains("shutting_down");
            assertThat(late.headers().firstValue("retry-after")).isPresent();
            assertThat(service.get("/q/health/ready").statusCode()).isEqualTo(503);
            for (int i = 0; i < REQUESTS; i++) {
                complete(asked.get(i).get(60, TimeUnit.SECONDS), i % 2 == 0);
            }
            assertThat(service.exit(Duration.ofSeconds(30))).isIn(0, 143);
            assertThat(refusedOrGone(service)).isTrue();
        }
        Map<String, Integer> kept = inTheDatabase();
        inTheJournal().forEach((task, times) -> kept.putIfAbsent(task, times));
        assertThat(kept.keySet()).containsExactlyInAnyOrderElementsOf(tasks());
    }

    @Test
    void whatWasAnsweredBeforeItWasKilledIsDeliveredAtTheNextStart() throws Exception {
        Map<String, String> slow = new HashMap<>(settings);
        // Nothing is on its way to the database when it is killed.
        slow.put("quartermaster.history.linger", "1h");
        try (RunningService service = RunningService.start(slow, LOG)) {
            List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, REQUESTS)
                    .mapToObj(i -> ask(service, run + i, i % 2 == 0))
                    .toList();
            for (int i = 0; i < REQUESTS; i++) {
                complete(asked.get(i).get(60, TimeUnit.SECONDS), i % 2 == 0);
            }
            service.kill();
        }
        assertThat(inTheJournal().keySet()).containsExactlyInAnyOrderElementsOf(tasks());
        assertThat(inTheDatabase()).isEmpty();

        try (RunningService next = RunningService.start(settings, LOG)) {
            await().atMost(PATIENCE).until(() -> inTheDatabase().size() == REQUESTS);
            hangUp(next);
            next.stop();
            assertThat(next.exit(Duration.ofSeconds(20)))
                    .as("who hung up is not waited for")
                    .isIn(0, 143);
        }
        assertThat(inTheDatabase().values()).allMatch(times -> times == 1);
    }

    private void hangUp(RunningService service) {
        script("{\"provider\":\"openai\",\"first_byte_delay_ms\":300000}");
        CompletableFuture<?> given = ask(service, run + "left", true);
        await().atMost(PATIENCE).until(() -> isInFlight(service, 1));
        given.cancel(true);
        await().atMost(PATIENCE).until(() -> isInFlight(service, 0));
    }

    private static boolean isInFlight(RunningService service, int calls) {
        return service.get("/api/v1/providers/openai").body().contains("\"lane\":{\"in_flight\":" + calls + ",");
    }

    private List<String> tasks() {
        return IntStream.range(0, REQUESTS).mapToObj(i -> run + i).toList();
    }

    private static CompletableFuture<HttpResponse<String>> ask(RunningService service, String task, boolean stream) {
        String body = "{\"model\":\"openai/gpt-4o-mini\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Which way is north?\"}]}";
        return service.post("/v1/chat/completions", body, "x-task-id", task);
    }

    private static void complete(HttpResponse<String> answer, boolean stream) {
        assertThat(answer.statusCode()).isEqualTo(200);
        if (stream) {
            assertThat(answer.body()).endsWith("data: [DONE]\n\n").doesNotContain("\"error\"");
        } else {
            assertThat(answer.body()).contains("You said: Which way is north?");
        }
    }

    /** Once it has ended nobody listens. */
    private static boolean refusedOrGone(RunningService service) {
        try {
            service.get("/q/health/live");
            return false;
        } catch (CompletionException refused) {
            return refused.getCause() instanceof IOException;
        }
    }

    private static void script(String fault) {
        given().contentType("application/json")
                .body(fault)
                .post(settings.get("test.simulator.url") + "/faults")
                .then()
                .statusCode(201);
    }

    private Map<String, Integer> inTheDatabase() throws SQLException {
        String url = "jdbc:" + settings.get("quarkus.datasource.reactive.url");
        Map<String, Integer> found = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                PreparedStatement question =
                        connection.prepareStatement("select task_id from invocation where task_id like ?")) {
            question.setString(1, run + "%");
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    found.merge(rows.getString(1), 1, Integer::sum);
                }
            }
        }
        return found;
    }

    /** Lines of other kinds name the task as well: what counts is that there is one. */
    private Map<String, Integer> inTheJournal() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(settings.get("quartermaster.history.journal-dir")))) {
            for (Path file : files.filter(StopIT::isSegment).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        Map<String, Integer> found = new TreeMap<>();
        for (String task : tasks()) {
            long times = lines.stream()
                    .filter(line -> line.contains("\"" + task + "\"") && line.contains("\"cost_usd\""))
                    .count();
            if (times > 0) {
                found.put(task, (int) times);
            }
        }
        return found;
    }

    private static boolean isSegment(Path file) {
        return file.getFileName().toString().startsWith("segment-");
    }
}
