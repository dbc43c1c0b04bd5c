package dev.quartermaster.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** All that a function under test lives with: the Lambda runtime, a database with its schema, and a simulated provider. */
public final class FunctionWorld implements AutoCloseable {

    public static final String ADMIN_KEY = "integration-test-admin-key";
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final ObjectMapper JSON = new ObjectMapper();

    public final LambdaRuntime runtime = new LambdaRuntime();
    public final StoppableDatabase database = new StoppableDatabase();
    public final FunctionProcess function;
    private final Simulator simulator = Simulator.start(0);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> settings;

    /** @param settings variables beside those that every function needs; empty ones are left out */
    public FunctionWorld(String log, Map<String, String> settings) throws IOException {
        this.settings = prepare(settings);
        function = FunctionProcess.start(runtime, this.settings, Path.of("target", log));
    }

    private Map<String, String> prepare(Map<String, String> more) {
        // As deployment/migrate.sh does before the function is deployed.
        Flyway.configure()
                .dataSource("jdbc:" + database.url(), "postgres", "postgres")
                .load()
                .migrate();
        Map<String, String> all = new HashMap<>(Map.of(
                "QUARTERMASTER_ADMIN_KEY", ADMIN_KEY,
                "QUARTERMASTER_KEY_PEPPER", "integration-test-pepper-of-32-characters",
                "OPENAI_API_KEY", "sk-integration-test",
                "QUARTERMASTER_PROVIDERS_OPENAI_BASE_URL", "http://localhost:" + simulator.port() + "/simulator/openai",
                "QUARKUS_DATASOURCE_REACTIVE_URL", database.url(),
                "QUARKUS_DATASOURCE_USERNAME", "postgres",
                "QUARKUS_DATASOURCE_PASSWORD", "postgres"));
        all.putAll(more);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    /** Returns the variables that a function needs to live here. */
    Map<String, String> settings() {
        return settings;
    }

    /** Invokes the function with an event and reads its response. */
    public JsonNode invoke(Object event) throws Exception {
        return JSON.readTree(runtime.invoke(text(event), PATIENCE));
    }

    public LambdaRuntime.Result invoke(Object event, Duration timeout) throws Exception {
        return runtime.invoke(text(event), timeout, PATIENCE);
    }

    /** A further execution of the function, in the place of one that is gone. */
    public final class Successor implements AutoCloseable {

        private final LambdaRuntime own = new LambdaRuntime();
        private final FunctionProcess process;

        private Successor(String log) throws IOException {
            process = FunctionProcess.start(own, settings, Path.of("target", log));
        }

        public JsonNode invoke(Object event) throws Exception {
            return JSON.readTree(own.invoke(text(event), PATIENCE));
        }

        @Override
        public void close() {
            process.close();
            own.close();
        }
    }

    public Successor successor(String log) throws IOException {
        return new Successor(log);
    }

    private static String text(Object event) throws IOException {
        return event instanceof String text ? text : JSON.writeValueAsString(event);
    }

    /** Scripts a fault of the provider. */
    public void fault(String script) throws Exception {
        send(HttpRequest.newBuilder(faults()).POST(HttpRequest.BodyPublishers.ofString(script)), 201);
    }

    public void calm() throws Exception {
        send(HttpRequest.newBuilder(faults()).DELETE(), 204);
    }

    private URI faults() {
        return URI.create("http://localhost:" + simulator.port() + "/simulator/faults");
    }

    private void send(HttpRequest.Builder request, int expected) throws Exception {
        int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != expected) {
            throw new AssertionError("the simulator answers " + status);
        }
    }

    @Override
    public void close() throws IOException {
        function.close();
        runtime.close();
        simulator.close();
        database.close();
    }
}
