package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
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
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The packaged service on a disk that takes nothing: it goes on, and says what that puts at risk. */
class FullDiskIT {

    private static final int REQUESTS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path LOG = Path.of("target", "full-disk.log");

    private final String agentType = "full-disk-" + UUID.randomUUID();
    private final OutsideWorld world = new OutsideWorld();
    private Map<String, String> settings;

    @BeforeEach
    void start() throws IOException {
        Files.deleteIfExists(LOG);
        settings = new HashMap<>(world.start());
    }

    @AfterEach
    void stop() {
        world.stop();
    }

    @Test
    void recordsReachTheDatabaseFromMemory() throws Exception {
        try (RunningService service = RunningService.startOnFullDisk(settings, LOG)) {
            ask(service);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(booked()).isEqualTo(REQUESTS));
            JsonPath journal = journal(service);
            assertThat(journal.getString("state")).isEqualTo("degraded");
            assertThat(journal.getString("effect")).contains("in memory only").contains("0 lost");
            assertThat(service.get("/q/metrics").body()).contains("quartermaster_history_journal_up 0.0");
            assertThat(Files.readString(LOG)).contains("History is kept in memory only");
        }
    }

    @Test
    void withoutADatabaseEitherWhatMemoryDoesNotHoldIsLostAndCounted() throws Exception {
        settings.put("quarkus.datasource.reactive.url", "postgresql://127.0.0.1:1/none");
        settings.put("quartermaster.history.memory-entries", "10");
        try (RunningService service = RunningService.startOnFullDisk(settings, LOG)) {
            ask(service);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(journal(service).getString("effect"))
                            .contains("10 now")
                            .doesNotContain(" 0 lost"));
            assertThat(service.isReady()).isTrue();
        }
    }

    private void ask(RunningService service) throws Exception {
        String body =
                "{\"model\":\"openai/gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Where is north?\"}]}";
        for (int i = 0; i < REQUESTS; i++) {
            var answer = service.post("/v1/chat/completions", body, "x-agent-type", agentType)
                    .get(60, TimeUnit.SECONDS);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private static JsonPath journal(RunningService service) {
        JsonPath status = JsonPath.from(service.get("/api/v1/status").body());
        return status.setRootPath("dependencies.find { it.name == 'journal' }");
    }

    private int booked() throws SQLException {
        String url = "jdbc:" + settings.get("quarkus.datasource.reactive.url");
        try (Connection database = DriverManager.getConnection(url, "postgres", "postgres");
                Statement question = database.createStatement();
                ResultSet rows = question.executeQuery(
                        "SELECT count(*) FROM invocation WHERE agent_type = '" + agentType + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
