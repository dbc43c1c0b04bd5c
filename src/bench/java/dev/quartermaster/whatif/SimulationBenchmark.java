package dev.quartermaster.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.testing.OutsideWorld;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How long the packaged service takes to make 100,000 past decisions again: some hundred real ones over the bundled
 * registry, each many times over, with a request behind each. Not a micro-benchmark: see {@code deployment/bench/simulations.sh}.
 */
final class SimulationBenchmark {

    private static final String SERVICE = "http://127.0.0.1:8090";
    private static final int REAL = 200;
    private static final int DECISIONS = Integer.getInteger("decisions", 100_000);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private SimulationBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        OutsideWorld world = new OutsideWorld();
        Map<String, String> settings = world.start();
        settings.remove("quartermaster.registry.path");
        Process service = start(settings);
        try {
            fill(settings);
            System.out.println("policy, seconds, decisions, same, differing, skipped, happened USD, simulated USD");
            report("as recorded", "{}");
            report("as recorded", "{}");
            report("cost alone", "{\"weights\":{\"capability\":0,\"cost\":1,\"performance\":0,\"availability\":0}}");
            report("without openai", "{\"constraints\":{\"excluded_providers\":[\"openai\"]}}");
        } finally {
            service.destroy();
            service.waitFor();
            world.stop();
        }
    }

    private static Process start(Map<String, String> settings) throws Exception {
        List<String> command = new ArrayList<>(List.of("java", "-Xmx512m"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=8090",
                "-jar",
                "target/quarkus-app/quarkus-run.jar"));
        Process service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/bench/replay.log"))
                .start();
        while (!isUp()) {
            if (!service.isAlive()) {
                throw new IllegalStateException("the service did not start; see target/bench/replay.log");
            }
            Thread.sleep(200);
        }
        return service;
    }

    private static boolean isUp() throws InterruptedException {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(SERVICE + "/q/health/live"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void fill(Map<String, String> settings) throws Exception {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        String[] priorities = {"low", "medium", "high", "critical"};
        for (int i = 0; i < REAL; i++) {
            post(
                    "/api/v1/selections",
                    "{\"task\":{\"agent_type\":\"agent-" + i % 10 + "\",\"priority\":\""
                            + priorities[random.nextInt(4)] + "\",\"input_tokens\":" + random.nextInt(1, 60_000)
                            + "},\"constraints\":{\"required_capabilities\":["
                            + (random.nextBoolean() ? "\"tools\"" : "")
                            + "],\"max_cost_per_request\":" + random.nextInt(1, 100) / 100.0 + "}}");
        }
        String url = "jdbc:" + settings.get("quarkus.datasource.reactive.url");
        try (Connection database = DriverManager.getConnection(url, "postgres", "postgres");
                Statement sql = database.createStatement()) {
            awaitDecisions(sql);
            sql.execute("INSERT INTO decision (id, time, document, inputs, provider, model) SELECT gen_random_uuid(), "
                    + "d.time - n * interval '100 milliseconds', d.document, d.inputs, d.provider, d.model FROM decision d, "
                    + "generate_series(1, " + (DECISIONS / REAL - 1) + ") n");
            sql.execute(
                    "INSERT INTO invocation (id, time, source, agent_type, provider, model, decision_id, outcome, attempts, "
                            + "failovers, streamed, complete, cancelled, latency_ms, uncached_input_tokens, cache_read_tokens, "
                            + "cache_write_5m_tokens, cache_write_1h_tokens, output_tokens, reasoning_tokens, tool_prompt_tokens, "
                            + "usage_estimated, cost_usd) SELECT gen_random_uuid(), time, 'call', document->>'agent_type', provider, "
                            + "model, id, 'success', '[]', 0, false, true, false, 100 + random() * 2000, "
                            + "(random() * 20000)::bigint, 0, 0, 0, (random() * 1000)::bigint, 0, 0, false, random() / 100 "
                            + "FROM decision WHERE model IS NOT NULL");
            sql.execute("ANALYZE");
        }
    }

    private static void awaitDecisions(Statement sql) throws SQLException, InterruptedException {
        long kept = 0;
        while (kept < REAL) {
            Thread.sleep(200);
            try (ResultSet rows = sql.executeQuery("SELECT count(*) FROM decision")) {
                rows.next();
                kept = rows.getLong(1);
            }
        }
    }

    private static void report(String name, String policy) throws Exception {
        String id = post("/api/v1/simulations", "{\"window\":{\"hours\":24},\"policy\":" + policy + "}")
                .get("id")
                .asText();
        JsonNode simulation;
        do {
            Thread.sleep(100);
            simulation = get("/api/v1/simulations/" + id);
        } while (simulation.at("/progress/ended_at").isNull());
        JsonNode progress = simulation.get("progress");
        JsonNode report = simulation.get("report");
        if (!progress.get("state").asText().equals("done")) {
            throw new IllegalStateException(progress.toString());
        }
        long millis = java.time.Duration.between(
                        java.time.Instant.parse(progress.get("started_at").asText()),
                        java.time.Instant.parse(progress.get("ended_at").asText()))
                .toMillis();
        System.out.printf(
                "%s, %.1f, %s, %s, %s, %s, %s, %s%n",
                name,
                millis / 1000.0,
                report.get("decisions"),
                report.get("same"),
                report.get("differing"),
                report.get("skipped"),
                report.at("/happened/cost_usd"),
                report.at("/simulated/cost_usd"));
    }

    private static JsonNode post(String path, String body) throws Exception {
        return send(request(path).header("content-type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode get(String path) throws Exception {
        return send(request(path));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(SERVICE + path))
                .header("authorization", "Bearer " + OutsideWorld.ADMIN_KEY);
    }

    private static JsonNode send(HttpRequest.Builder request) throws Exception {
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
