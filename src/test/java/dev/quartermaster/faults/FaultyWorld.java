package dev.quartermaster.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.health.CircuitBreakers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Providers that can be made to fail, each cell of the matrix with a model of its own. Where the simulator is to listen
 * is settled here; the tests start it there themselves, so that they hold it in their hands.
 */
public class FaultyWorld implements QuarkusTestResourceLifecycleManager {

    static final String PORT = "test.faulty-simulator.port";

    /** How the model of each kind that is made to fail now and then is called. */
    static final String FLAPPING = "-flapping";

    /** Ends the name of the providers that are not waited for, and of those whose streams must not fall silent. */
    static final String HASTY = "-hasty";

    static final String WATCHFUL = "-watchful";

    /** The model that is always well. */
    static final String STEADY = "steady/steady-1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> settings = new HashMap<>();
    private final ArrayNode models = JSON.createArrayNode();

    @Override
    public Map<String, String> start() {
        try {
            int port = freePort();
            settings.put(PORT, Integer.toString(port));
            String simulator = "http://localhost:" + port + "/simulator/";
            ordinary(simulator);
            // Nothing listens on port 1.
            Cell.KINDS.forEach(kind -> provider(kind + "-gone", kind, "http://localhost:1/" + kind));
            for (Fault fault : Fault.values()) {
                for (Cell cell : Cell.of(fault)) {
                    if (fault.isOfAKey()) {
                        provider(cell.provider(), cell.kind(), simulator + cell.protocol());
                    }
                    model(cell.provider(), cell.modelId());
                }
            }
            settings.put("quartermaster.registry.path", registry().toString());
            settings.put("quartermaster.registry.watch", "false");
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whatever tests before this one have broken: models that are called by name of their own in several of them. */
    static void isWell(CircuitBreakers circuitBreakers) {
        for (String kind : Cell.KINDS) {
            circuitBreakers.succeeded(new ModelKey(ProviderId.of(kind), kind + FLAPPING));
        }
        circuitBreakers.succeeded(new ModelKey(ProviderId.ANTHROPIC, "anthropic-heir"));
        circuitBreakers.succeeded(new ModelKey(ProviderId.OLLAMA, "ollama-heir"));
        circuitBreakers.succeeded(new ModelKey(ProviderId.BEDROCK, "anthropic.claude-heir"));
    }

    @Override
    public void stop() {
        // Whoever started the simulator ends it.
    }

    private void ordinary(String simulator) {
        for (String kind : Cell.KINDS) {
            String place = simulator + Cell.protocol(kind);
            provider(kind, kind, place);
            provider(kind + HASTY, kind, place);
            impatient(kind + HASTY, "timeout", "first-token-timeout", "idle-timeout");
            provider(kind + WATCHFUL, kind, place);
            impatient(kind + WATCHFUL, "idle-timeout");
            model(kind, kind + FLAPPING);
            model(kind + HASTY, kind + FLAPPING);
        }
        provider("steady", "house", simulator + "openai");
        model("steady", "steady-1");
        // Who goes on with what others had begun to say, and one who cannot.
        model("anthropic", "anthropic-heir");
        model("ollama", "ollama-heir");
        model("bedrock", "anthropic.claude-heir");
        model("house", "house-deaf");
        // Who has two keys, and who refuses what another may be asked for.
        twoKeys("ringed", simulator);
        twoKeys("limited", simulator);
        provider("gated", "house", simulator + "openai");
        model("gated", "gated-1");
        model("gated", "gated-2");
        provider("locked", "house", simulator + "openai");
        model("locked", "locked-1");
        model("house", "house-strict");
        model("house", "house-stricter");
        settings.put("quartermaster.failover.content-policy-fallbacks.\"house/house-strict\"", STEADY);
    }

    private void twoKeys(String name, String simulator) {
        provider(name, "house", simulator + "openai");
        settings.put(name.toUpperCase(Locale.ROOT) + "_API_KEY_2", "sk-of-" + name + "-2222");
        model(name, name + "-1");
    }

    private void provider(String name, String kind, String baseUrl) {
        String prefix = "quartermaster.providers." + name + ".";
        settings.put(prefix + "type", kind.equals("house") ? "openai-compatible" : kind);
        settings.put(prefix + "base-url", baseUrl);
        settings.put(prefix + "api-key", "sk-of-" + name);
    }

    /** Where a time-out is expected; everybody else has the time that a busy machine may need. */
    private void impatient(String name, String... timeouts) {
        for (String timeout : timeouts) {
            settings.put("quartermaster.providers." + name + "." + timeout, "500ms");
        }
    }

    private void model(String provider, String id) {
        ObjectNode model = models.addObject().put("id", id).put("provider", provider);
        model.putArray("capabilities").add("text-generation");
        model.putArray("features").add("tools").add("streaming");
        model.put("cost_per_1k_input_tokens", 0.001).put("cost_per_1k_output_tokens", 0.002);
        model.put("context_window", 128_000);
    }

    private Path registry() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "faults"));
        ObjectNode registry = JSON.createObjectNode();
        registry.set("models", models);
        return Files.write(folder.resolve("registry.json"), JSON.writeValueAsBytes(registry))
                .toAbsolutePath();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
