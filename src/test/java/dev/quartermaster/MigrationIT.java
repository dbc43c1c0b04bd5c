package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that goes away while the packaged service brings its schema up to date. */
class MigrationIT {

    private static final Path LOG = Path.of("target", "migration.log");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** More than the service's pool for migrations has connections. */
    private static final int CUTS = 4;

    private static final String CUT_A_SCRIPT = "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE pid <> pg_backend_pid() AND state <> 'idle' AND query ~ '(CREATE|ALTER) (TABLE|INDEX|FUNCTION)'";

    private final QuarkusTestResourceLifecycleManager world = new OutsideWorld();
    private Map<String, String> settings;

    @BeforeEach
    void start() throws IOException {
        Files.deleteIfExists(LOG);
        settings = world.start();
    }

    @AfterEach
    void stop() {
        world.stop();
    }

    @Test
    void goesOnWhenItsConnectionsWereCutInTheMiddleOfScripts() throws Exception {
        CompletableFuture<Integer> cuts = CompletableFuture.supplyAsync(this::cut);
        try (RunningService service = RunningService.start(settings, LOG)) {
            assertThat(cuts.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(CUTS);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            JsonPath.from(service.get("/api/v1/status").body())
                                    .getString("dependencies.find { it.name == 'database' }.state"))
                    .isEqualTo("ok"));
        }
    }

    /** Returns how many connections with a script it has cut. */
    private int cut() {
        Instant end = Instant.now().plus(PATIENCE);
        Set<Integer> cut = new HashSet<>();
        String url = "jdbc:" + settings.get("quarkus.datasource.reactive.url");
        try (Connection database = DriverManager.getConnection(url, "postgres", "postgres");
                PreparedStatement scripts = database.prepareStatement(CUT_A_SCRIPT)) {
            while (cut.size() < CUTS && Instant.now().isBefore(end)) {
                try (ResultSet cutOff = scripts.executeQuery()) {
                    while (cutOff.next()) {
                        cut.add(cutOff.getInt(1));
                    }
                }
            }
            return cut.size();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
