package dev.quartermaster.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the function of {@code target/function.zip} under AWS's own runtime interface emulator, and sends it events: a second
 * opinion on what {@link LambdaRuntime} makes us believe. Its status is 0 when every answer is as it should be.
 *
 * <p>Argument: the emulator's executable.
 */
public final class Emulation {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String INVOCATIONS = "/2015-03-31/functions/function/invocations";
    private static final Path LOG = Path.of("target/emulator/function.log");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FunctionWorld world;
    private final URI invocations;
    private final HttpClient http = HttpClient.newHttpClient();
    private int failures;

    private Emulation(FunctionWorld world, int port) {
        this.world = world;
        this.invocations = URI.create("http://127.0.0.1:" + port + INVOCATIONS);
    }

    public static void main(String[] arguments) throws Exception {
        int failures;
        // A function of its own, which nothing is asked of, comes with the database and the provider.
        try (FunctionWorld world = new FunctionWorld("emulation.log", Map.of())) {
            int port = freePort();
            Process emulator = start(arguments[0], port, world.settings());
            try {
                Emulation emulation = new Emulation(world, port);
                emulation.run();
                failures = emulation.failures;
            } finally {
                emulator.descendants().forEach(ProcessHandle::destroyForcibly);
                emulator.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
        System.out.println(failures == 0 ? "all as it should be" : failures + " not as they should be; see " + LOG);
        System.exit(failures == 0 ? 0 : 1);
    }

    private static Process start(String emulator, int port, Map<String, String> settings) throws IOException {
        Path folder = FunctionProcess.unpack(Path.of("target/function.zip")).toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                emulator,
                "--runtime-interface-emulator-address",
                "127.0.0.1:" + port,
                "--runtime-api-address",
                "127.0.0.1:" + freePort()));
        command.addAll(FunctionProcess.command(folder, List.of()));
        Files.createDirectories(LOG.getParent());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(LOG.toFile());
        builder.environment().put("AWS_LAMBDA_FUNCTION_TIMEOUT", "30");
        builder.environment()
                .put(
                        "QUARTERMASTER_HISTORY_JOURNAL_DIR",
                        folder.resolve("journal").toString());
        builder.environment().put("QUARTERMASTER_CATALOG_BEDROCK_CACHE_DIR", folder.toString());
        builder.environment().putAll(settings);
        return builder.start();
    }

    private void run() throws Exception {
        String chat = LambdaEvents.chat("A second opinion");
        long begin = System.nanoTime();
        JsonNode answer =
                invoke(LambdaEvents.payload2("POST", "/v1/chat/completions", "", chat, FunctionWorld.ADMIN_KEY));
        long first = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        check("a chat of an HTTP API", answer.path("statusCode").asInt() == 200, answer);
        String id = LambdaEvents.header(answer, "x-request-id");
        String booked = world.database
                .texts("SELECT count(*) FROM invocation WHERE request_id = '" + id + "'")
                .get(0);
        check("its record in the database", booked.equals("1"), answer);
        JsonNode balanced =
                invoke(LambdaEvents.balancer("POST", "/v1/chat/completions", chat, FunctionWorld.ADMIN_KEY));
        check("a chat of a load balancer", balanced.path("statusCode").asInt() == 200, balanced);
        JsonNode stranger = invoke(LambdaEvents.payload2("GET", "/v1/models", "", null, "wrong"));
        check("a wrong key", stranger.path("statusCode").asInt() == 401, stranger);
        JsonNode job = invoke(JSON.readTree("{\"job\":\"key-uses\"}"));
        check("a job", job.path("status").asText().equals("done"), job);
        JsonNode unknown = invoke(JSON.readTree("[1,2]"));
        check("an event of no kind", unknown.at("/error/code").asText().equals("unsupported_event"), unknown);
        System.out.println("first answer after " + first + " ms");
    }

    private void check(String what, boolean holds, JsonNode answer) {
        failures += holds ? 0 : 1;
        System.out.println((holds ? "ok      " : "NOT SO  ") + what + (holds ? "" : ": " + answer));
    }

    private JsonNode invoke(JsonNode event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(invocations)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(event.toString()))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
            } catch (ConnectException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
