package dev.quartermaster.testing;

import dev.quartermaster.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a packaged artefact talks to: the simulated providers and a PostgreSQL, both outside of it, and the settings
 * that a production start needs.
 */
public class OutsideWorld implements QuarkusTestResourceLifecycleManager {

    /** The admin key of the artefact under test. */
    public static final String ADMIN_KEY = "integration-test-admin-key";

    private static final List<String> PLAYED = List.of("openai", "anthropic", "google", "ollama", "bedrock");
    private static final List<String> PAID = List.of("openai", "anthropic", "google", "bedrock");

    private Simulator simulator;
    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            simulator = Simulator.start(0);
            postgres = EmbeddedPostgres.start();
            Path journal = Files.createTempDirectory(Path.of("target"), "journal");
            Map<String, String> settings = new HashMap<>();
            settings.put("quartermaster.admin.key", ADMIN_KEY);
            settings.put(
                    "quarkus.datasource.reactive.url", "postgresql://localhost:" + postgres.getPort() + "/postgres");
            settings.put("quarkus.datasource.username", "postgres");
            settings.put("quarkus.datasource.password", "postgres");
            settings.put(
                    "quartermaster.history.journal-dir",
                    journal.toAbsolutePath().toString());
            for (String provider : PLAYED) {
                settings.put(
                        "quartermaster.providers." + provider + ".base-url",
                        "http://localhost:" + simulator.port() + "/simulator/" + provider);
            }
            for (String provider : PAID) {
                settings.put("quartermaster.providers." + provider + ".api-key", "sk-integration-test");
            }
            // Whatever the registry of these tests holds, an agent without a model gets one of it.
            // Tests break models on purpose, and one must not find what another left behind.
            settings.put("quartermaster.health.failure-threshold", "1000000");
            // As many rounds as a real installation, without its pauses of 14 seconds.
            settings.put("quartermaster.failover.rounds", "20ms,40ms,80ms");
            settings.put("quartermaster.agents.default-model", "auto");
            settings.put("quartermaster.providers.house.type", "openai-compatible");
            settings.put(
                    "quartermaster.providers.house.base-url", settings.get("quartermaster.providers.openai.base-url"));
            settings.put("quartermaster.providers.house.api-key", "sk-of-the-house");
            settings.put("quartermaster.providers.bedrock.region", "us-east-1");
            settings.put("quartermaster.providers.bedrock.regions", "eu-central-1");
            // Each region takes only the ids that it offers, as AWS does.
            settings.merge(
                    "quartermaster.providers.bedrock.base-url", "/runtime/{region}", (base, path) -> base + path);
            settings.put(
                    "quartermaster.catalog.bedrock.base-url",
                    "http://localhost:" + simulator.port() + "/simulator/bedrock/control/{region}");
            settings.put("quartermaster.catalog.bedrock.cache-mode", "memory");
            settings.put(
                    "quartermaster.registry.path",
                    TestRegistry.write(journal).toAbsolutePath().toString());
            settings.put("quartermaster.registry.watch", "false");
            // As with several instances: edits are overrides in the database, and each instance is told of them.
            settings.put("quartermaster.registry.edits", "database");
            settings.put("test.simulator.url", "http://localhost:" + simulator.port() + "/simulator");
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                "http://localhost:" + simulator.port() + "/simulator",
                new TestInjector.AnnotatedAndMatchesType(SimulatorUrl.class, String.class));
    }

    @Override
    public void stop() {
        if (simulator != null) {
            simulator.close();
        }
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
