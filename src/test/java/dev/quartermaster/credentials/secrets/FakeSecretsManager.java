package dev.quartermaster.credentials.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quartermaster.aws.SignatureCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A Secrets Manager that takes calls which are signed with one secret key, and lists secrets two at a time. */
public final class FakeSecretsManager implements AutoCloseable {

    private static final int PAGE = 2;

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, String> secrets = new ConcurrentSkipListMap<>();
    private final List<String> actions = new CopyOnWriteArrayList<>();
    private final String key;
    private final HttpServer server;
    private volatile String failure;

    /** @param key the secret access key of its only account */
    public FakeSecretsManager(String key) throws IOException {
        this.key = key;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "secrets-manager");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void put(String name, String value) {
        secrets.put(name, value);
    }

    public String get(String name) {
        return secrets.get(name);
    }

    /** Fails all calls with this code; null: answers again. */
    void failsWith(String code) {
        failure = code;
    }

    /** What was asked so far. */
    List<String> actions() {
        return actions;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        boolean isSigned = SignatureCheck.isSigned(
                key,
                "secretsmanager",
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                headers,
                body);
        String action = headers.getOrDefault("x-amz-target", "").replace("secretsmanager.", "");
        actions.add(action);
        if (!isSigned) {
            send(exchange, 400, error("InvalidSignatureException"));
        } else if (failure != null) {
            send(exchange, 400, error(failure));
        } else {
            perform(exchange, action, json.readTree(body));
        }
    }

    private void perform(HttpExchange exchange, String action, JsonNode asked) throws IOException {
        String id = asked.path("SecretId").asText();
        switch (action) {
            case "GetSecretValue" -> {
                String value = secrets.get(id);
                send(
                        exchange,
                        value == null ? 400 : 200,
                        value == null
                                ? error("ResourceNotFoundException")
                                : json.createObjectNode().put("Name", id).put("SecretString", value));
            }
            case "PutSecretValue" -> {
                secrets.put(id, asked.path("SecretString").asText());
                send(exchange, 200, json.createObjectNode().put("Name", id));
            }
            case "BatchGetSecretValue" -> send(exchange, 200, page(asked));
            default -> send(exchange, 400, error("InvalidAction"));
        }
    }

    private ObjectNode page(JsonNode asked) {
        String prefix = asked.path("Filters").path(0).path("Values").path(0).asText();
        int from = asked.path("NextToken").asInt(0);
        List<String> names = secrets.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        ObjectNode page = json.createObjectNode();
        ArrayNode values = page.putArray("SecretValues");
        names.stream().skip(from).limit(PAGE).forEach(name -> values.addObject()
                .put("Name", name)
                .put("SecretString", secrets.get(name)));
        if (from + PAGE < names.size()) {
            page.put("NextToken", Integer.toString(from + PAGE));
        }
        return page;
    }

    private ObjectNode error(String code) {
        // As AWS does, with words that nobody is to see.
        return json.createObjectNode()
                .put("__type", "com.amazonaws.secretsmanager#" + code)
                .put("Message", "arn:aws:secretsmanager:words");
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
