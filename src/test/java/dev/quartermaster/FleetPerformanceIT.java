package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What several packaged services on one database know of each other's requests. */
class FleetPerformanceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path LOG = Path.of("target", "fleet-performance.log");
    private static final String MODEL = "openai/gpt-4o-mini";
    private static final String AGENT = "fleet";
    private static final int AT_ONE = 120;
    private static final int AT_TWO = 80;

    private static final OutsideWorld WORLD = new OutsideWorld();
    private static Map<String, String> settings;
    private static RunningService one;
    private static RunningService two;

    @BeforeAll
    static void start() throws IOException {
        Files.deleteIfExists(LOG);
        settings = WORLD.start();
        one = another();
        two = another();
        await().atMost(PATIENCE).until(() -> hasDatabase(one) && hasDatabase(two));
    }

    @AfterAll
    static void stop() {
        for (RunningService service : Arrays.asList(one, two)) {
            if (service != null) {
                service.close();
            }
        }
        WORLD.stop();
    }

    /** Each looks for the requests of others every ten seconds, beside its own that it knows already. */
    @Test
    void aRequestCountsOnceAtEveryInstance() throws IOException {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < AT_ONE; i++) {
            answers.add(ask(one));
            if (i < AT_TWO) {
                answers.add(ask(two));
            }
        }
        answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        await().atMost(PATIENCE).until(() -> calls(one) >= AT_ONE + AT_TWO && calls(two) >= AT_ONE + AT_TWO);

        // Seen once more by whoever looks again, and by whoever comes later.
        assertThat(ask(one).join().statusCode()).isEqualTo(200);
        assertThat(ask(two).join().statusCode()).isEqualTo(200);
        int all = AT_ONE + AT_TWO + 2;
        await().atMost(PATIENCE).until(() -> calls(one) >= all && calls(two) >= all);
        try (RunningService later = another()) {
            await().atMost(PATIENCE).until(() -> calls(later) >= all);
            assertThat(List.of(calls(one), calls(two), calls(later))).containsOnly(all);
        }
    }

    private static RunningService another() throws IOException {
        return RunningService.startAnother(settings, LOG);
    }

    private static boolean hasDatabase(RunningService service) {
        return "ok"
                .equals(JsonPath.from(service.get("/api/v1/status").body())
                        .getString("dependencies.find { it.name == 'database' }.state"));
    }

    private static CompletableFuture<HttpResponse<String>> ask(RunningService service) {
        return service.post(
                "/v1/chat/completions",
                "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Which way is north?\"}],"
                        + "\"quartermaster\":{\"agent_type\":\"" + AGENT + "\"}}");
    }

    /** What an instance has in its window of an hour; 0 while it knows nothing of the model and agent. */
    private static int calls(RunningService service) {
        Integer calls = JsonPath.from(service.get("/api/v1/performance/windows?model=" + MODEL + "&agent_type=" + AGENT)
                        .body())
                .get("data[0].windows[0].calls");
        return calls == null ? 0 : calls;
    }
}
