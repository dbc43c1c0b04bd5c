package dev.quartermaster.faults;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.alerts.BreakableRows;
import dev.quartermaster.faults.Client.Question;
import dev.quartermaster.health.ProbeResult;
import dev.quartermaster.health.Prober;
import dev.quartermaster.inference.planning.BreakableConversations;
import dev.quartermaster.inference.recording.BreakableDecisionRepository;
import dev.quartermaster.inference.recording.BreakableFailoverService;
import dev.quartermaster.performance.BreakableMonitor;
import dev.quartermaster.telemetry.BreakableMeters;
import dev.quartermaster.testing.Broken;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each part of the house breaks alone, under traffic: every request is answered whole and is in the books once, the status
 * says what is broken, and it is well again when it is mended.
 */
@QuarkusTest
@TestProfile(BreakableHouse.class)
class AloneComponentTest extends FaultyProviders {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int REQUESTS = 24;

    /** What fails at its first call, so that the request goes on elsewhere. */
    private static final String FAILING = "openai/openai" + FaultyWorld.FLAPPING;

    @Inject
    DataSource database;

    @Inject
    BreakableMeters meters;

    @Inject
    Prober prober;

    @AfterEach
    void mend() {
        Broken.mendAll();
    }

    @Test
    void metersThatThrow() throws Exception {
        meters.breakAll();
        Instant broke = Instant.now();

        booked(traffic());

        Entry metrics = entry("metrics");
        assertThat(metrics.state()).isEqualTo("degraded");
        assertThat(metrics.since()).isAfterOrEqualTo(broke.minusSeconds(1));
        assertThat(metrics.detail()).contains("the meters are broken");
        assertThat(metrics.effect()).contains("served", "incomplete");
        Broken.mendAll();
        wellAgainUnderTraffic("metrics");
        assertThat(meters.find("quartermaster.attempts").counters()).isNotEmpty();
    }

    @Test
    void thoseWhoLearnOfARequestThatHasEnded() throws Exception {
        for (String part : List.of(
                BreakableMonitor.PART,
                BreakableDecisionRepository.PART,
                BreakableConversations.PART,
                BreakableFailoverService.PART)) {
            Broken.mendAll();
            Broken.set(part);

            booked(traffic());

            Entry observers = entry("observers");
            assertThat(observers.state()).isEqualTo("degraded");
            assertThat(observers.detail()).contains("the " + part + " are broken");
            assertThat(observers.effect()).isNotEmpty();
        }
        Broken.mendAll();
        wellAgainUnderTraffic("observers");
    }

    @Test
    void aDiskThatTakesNoMore() throws Exception {
        List<Path> walls = walls();
        List<String> tasks;
        try {
            tasks = traffic();
            Entry journal = entry("journal");
            assertThat(journal.state()).isEqualTo("degraded");
            assertThat(journal.effect()).contains("in memory");
            assertThat(history.status().journalProblem()).isNotNull();
            // They do not wait for the disk: the database has them.
            booked(tasks);
            assertThat(entry("journal").effect()).contains(" 0 now, 0 lost");
        } finally {
            for (Path wall : walls) {
                Files.delete(wall.resolve("brick"));
                Files.delete(wall);
            }
        }
        booked(traffic());
        assertThat(entry("journal").state()).isEqualTo("ok");
        assertThat(history.status().dropped()).isZero();
    }

    @Test
    void aPlaceForAlertsThatThrowsAndAWebhookThatNobodyAnswers() throws Exception {
        Broken.set(BreakableRows.PART);

        // The fourth request that leaves a model within an hour, and each further one, raises an alert.
        booked(traffic());

        await().atMost(PATIENCE).until(() -> entry("alerts").state().equals("degraded"));
        assertThat(entry("alerts").detail()).contains("the alert rows are broken");
        await().atMost(PATIENCE).until(() -> entry("alert_webhooks").state().equals("degraded"));
        assertThat(entry("alert_webhooks").detail()).contains("nobody: no answer");
        assertThat(when().get("/api/v1/alerts?kind=excessive_failover")
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("data.subject"))
                .contains(FAILING);
        Broken.mendAll();
        booked(traffic());
        await().atMost(PATIENCE).until(() -> entry("alerts").state().equals("ok"));
    }

    @Test
    void providersThatBreakTheRulesOfAProbe() throws Exception {
        CompletableFuture<List<ProbeResult>> sweep = prober.sweep().subscribeAsCompletionStage();

        booked(traffic());

        List<ProbeResult> results = sweep.get(20, TimeUnit.SECONDS);
        assertThat(results)
                .filteredOn(result -> !result.reachable())
                .extracting(result -> result.provider().value())
                .contains("stubborn-throws", "stubborn-null", "stubborn-silent")
                .doesNotContain("steady", "ollama");
        assertThat(results)
                .filteredOn(ProbeResult::answered)
                .extracting(result -> result.provider().value())
                .contains("steady", "ollama");
    }

    /** A non-empty folder where the journal's next files would be: there is no place for any of them. */
    private List<Path> walls() throws Exception {
        booked(traffic());
        Path folder = Path.of(BreakableHouse.JOURNAL);
        long latest;
        try (Stream<Path> files = Files.list(folder)) {
            latest = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("segment-"))
                    .mapToLong(name -> Long.parseLong(name.substring(8, 24)))
                    .max()
                    .orElse(0);
        }
        List<Path> walls = new ArrayList<>();
        // The number begins anew when all files are gone.
        for (long number : new long[] {1, latest + 1}) {
            Path wall = folder.resolve(String.format("segment-%016d.log", number));
            if (!Files.exists(wall)) {
                Files.createDirectory(wall);
                Files.writeString(wall.resolve("brick"), "");
                walls.add(wall);
            }
        }
        return walls;
    }

    /** Plain and streamed, named and chosen, some of them by way of a model that fails. */
    private List<String> traffic() throws Exception {
        String run = "alone/" + UUID.randomUUID() + "/";
        simulator.script("{\"provider\":\"openai\",\"model\":\"openai" + FaultyWorld.FLAPPING + "\",\"status\":404}");
        List<String> tasks = IntStream.range(0, REQUESTS).mapToObj(i -> run + i).toList();
        List<CompletableFuture<Seen>> asked = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            boolean elsewhere = i % 3 == 0;
            String model = elsewhere ? FAILING : i % 3 == 1 ? FaultyWorld.STEADY : "agent:alone";
            List<String> others = elsewhere ? List.of(FaultyWorld.STEADY) : List.of();
            asked.add(client.ask(
                    new Question(Dialect.CHAT, model, others, i % 2 == 0, tasks.get(i), "Which way is north?"),
                    PATIENCE));
        }
        for (CompletableFuture<Seen> answer : asked) {
            Seen seen = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(seen.says()).isEqualTo("200");
            assertThat(seen.text()).endsWith("You said: Which way is north?");
        }
        simulator.faults().clear();
        return tasks;
    }

    private void booked(List<String> tasks) throws Exception {
        await().atMost(PATIENCE).until(() -> history.status().backlog() == 0);
        String run = tasks.get(0).substring(0, tasks.get(0).lastIndexOf('/') + 1);
        Map<String, List<Books.Entry>> books = new Books(database).ofTasks(run);
        assertThat(books.keySet()).containsExactlyInAnyOrderElementsOf(tasks);
        assertThat(books.values())
                .allSatisfy(entries -> assertThat(entries).singleElement().satisfies(entry -> assertThat(entry.says())
                        .isEqualTo("success complete")));
    }

    private void wellAgainUnderTraffic(String name) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            traffic();
            assertThat(entry(name).state()).isEqualTo("ok");
        });
    }

    private record Entry(String state, Instant since, String detail, String effect) {}

    private static Entry entry(String name) {
        Map<String, String> found = when().get("/api/v1/status")
                .then()
                .statusCode(200)
                .extract()
                .path("dependencies.find { it.name == '" + name + "' }");
        return new Entry(
                found.get("state"), Instant.parse(found.get("since")), found.get("detail"), found.get("effect"));
    }
}
