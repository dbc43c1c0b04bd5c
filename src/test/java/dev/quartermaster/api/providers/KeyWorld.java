package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.credentials.secrets.FakeSecretsManager;
import dev.quartermaster.metrics.FixedCredentials;
import dev.quartermaster.simulator.Simulator;
import dev.quartermaster.testing.SimulatorUrl;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Providers outside of the service, with keys in each place that there is, and some without. */
public final class KeyWorld implements QuarkusTestResourceLifecycleManager {

    static final String SECRET_ID = "/ai-agent/llm-secrets/test";
    static final String OF_GOOGLE = "AIza-kanarie-of-the-environment-g001";
    static final String OF_ANTHROPIC = "sk-ant-kanarie-of-secrets-manager-a001";
    static final Path JOURNAL = Path.of("target", "journal-of-keys");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static FakeSecretsManager secrets;

    private Simulator simulator;

    static FakeSecretsManager secrets() {
        return secrets;
    }

    static String secret(String anthropic) {
        return "{\"ANTHROPIC_API_KEY\":\"" + anthropic + "\"}";
    }

    @Override
    public Map<String, String> start() {
        try {
            simulator = Simulator.start(0);
            secrets = new FakeSecretsManager(FixedCredentials.SECRET);
            secrets.put(SECRET_ID, secret(OF_ANTHROPIC));
            Map<String, String> settings = new HashMap<>();
            for (String provider : List.of("openai", "anthropic", "google", "bedrock")) {
                settings.put("quartermaster.providers." + provider + ".base-url", simulator.baseUrl() + "/" + provider);
            }
            settings.put("GOOGLE_API_KEY", OF_GOOGLE);
            further(settings, "vault", simulator.baseUrl() + "/openai");
            // Nothing listens on port 1.
            further(settings, "gone", "http://localhost:1");
            settings.put("quartermaster.providers.bedrock.region", "us-east-1");
            settings.put("quartermaster.providers.bedrock.regions", "eu-central-1");
            settings.put("quartermaster.secrets.aws.secret-id", SECRET_ID);
            settings.put("quartermaster.secrets.aws.base-url", secrets.url());
            settings.put("quartermaster.secrets.aws.refresh", "24h");
            settings.put("quartermaster.secrets.aws.timeout", "20s");
            settings.put("quartermaster.history.journal-dir", JOURNAL.toString());
            settings.put("quartermaster.registry.path", registry().toString());
            settings.put("quartermaster.registry.watch", "false");
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Of a kind that needs a key, and under a name that nobody stands in for. */
    private static void further(Map<String, String> settings, String name, String baseUrl) {
        settings.put("quartermaster.providers." + name + ".type", "openai");
        settings.put("quartermaster.providers." + name + ".base-url", baseUrl);
    }

    private static Path registry() throws IOException {
        ObjectNode registry = JSON.createObjectNode();
        ArrayNode models = registry.putArray("models");
        model(models, "openai", "gpt-4o-mini");
        model(models, "anthropic", "claude-haiku-4-5");
        model(models, "google", "gemini-2.5-flash");
        model(models, "vault", "vault-1");
        model(models, "bedrock", "amazon.nova-lite-v1:0");
        Path folder = Files.createDirectories(Path.of("target", "keys"));
        return Files.write(folder.resolve("registry.json"), JSON.writeValueAsBytes(registry))
                .toAbsolutePath();
    }

    private static void model(ArrayNode models, String provider, String id) {
        ObjectNode model = models.addObject().put("id", id).put("provider", provider);
        model.putArray("capabilities").add("text-generation");
        model.putArray("features").add("streaming");
        model.put("cost_per_1k_input_tokens", 0.001).put("cost_per_1k_output_tokens", 0.002);
        model.put("context_window", 128_000);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                simulator.baseUrl(), new TestInjector.AnnotatedAndMatchesType(SimulatorUrl.class, String.class));
    }

    @Override
    public void stop() {
        simulator.close();
        secrets.close();
    }
}
