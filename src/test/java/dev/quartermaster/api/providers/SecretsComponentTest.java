package dev.quartermaster.api.providers;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.history.History;
import dev.quartermaster.metrics.FixedCredentials;
import dev.quartermaster.metrics.Sinks;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every secret of the house holds one word. It is used in every way there is, providers echo it wherever they can, and
 * then the word is looked for in all that leaves the process.
 */
@QuarkusTest
@TestProfile(KeptKeys.class)
class SecretsComponentTest extends HouseOfKeys {

    private static final String WORD = "kanarie";
    private static final String OF_OPENAI = "sk-kanarie-stored-for-openai-o001";
    private static final String REFUSED = "sk-kanarie-that-is-refused-o002";
    private static final String ACCESS_KEY_ID = "AKIAKANARIE000000001";
    private static final String OF_AWS = "kanarie/secret+access=key";
    private static final String SESSION = "kanarie-session-token-of-aws";
    private static final Map<String, String> KEYS =
            Map.of(GPT, OF_OPENAI, CLAUDE, KeyWorld.OF_ANTHROPIC, GEMINI, KeyWorld.OF_GOOGLE, NOVA, OF_AWS);
    private static final Pattern GET = Pattern.compile("^\\| `GET (/\\S*)` \\|", Pattern.MULTILINE);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> answers = new ArrayList<>();
    private final Log log = new Log();

    @Inject
    DataSource database;

    @Inject
    History history;

    @TestHTTPResource("/")
    URI service;

    /** Keeps all that is logged, with the stack traces. */
    private static final class Log extends Handler {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            lines.add(formatter.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        log.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(log);
        Logger.getLogger("dev.quartermaster").setLevel(Level.ALL);
    }

    @AfterEach
    void leave() {
        Logger.getLogger("").removeHandler(log);
        Logger.getLogger("dev.quartermaster").setLevel(null);
    }

    @Test
    void noSecretLeavesTheHouse() throws Exception {
        String caller = makeCaller();
        storeKeys();
        for (Map.Entry<String, String> model : KEYS.entrySet()) {
            echo(model.getKey(), model.getValue());
        }
        callWithWrongKeys(caller);
        readAll(caller);
        send("POST", "/api/v1/metrics/flush", "", KeptKeys.ADMIN);

        Map<String, String> places = new TreeMap<>();
        places.put("answers", String.join("\n", answers));
        places.put("log", String.join("\n", log.lines));
        places.put("database", rows());
        places.put("journal", files(KeyWorld.JOURNAL));
        places.put("traces and metrics", sent());
        assertThat(places.get("answers")).contains("[removed]", "stored");
        assertThat(places.get("database")).contains("provider_credential", "invocation");
        assertThat(found("of the KANARIE", caller)).as("a secret that is there").hasSize(1);
        places.forEach((place, text) -> {
            assertThat(text).as(place).isNotBlank();
            assertThat(found(text, caller)).as(place).isEmpty();
        });
    }

    /** Returns the surroundings of each secret that is there. Not by a pattern: places are large, and that took a minute. */
    private static List<String> found(String text, String caller) {
        String lower = text.toLowerCase(Locale.ROOT);
        String hex = HexFormat.of().formatHex(WORD.getBytes(StandardCharsets.US_ASCII));
        List<String> found = new ArrayList<>();
        for (String secret : List.of(WORD, hex, caller.substring(20), FixedCredentials.SECRET)) {
            int at = lower.indexOf(secret.toLowerCase(Locale.ROOT));
            if (at >= 0) {
                found.add(lower.substring(Math.max(0, at - 80), Math.min(lower.length(), at + 80)));
            }
        }
        return found;
    }

    private String makeCaller() throws Exception {
        String made = client.send(
                        request("POST", "/api/v1/keys", "{\"name\":\"caller\",\"role\":\"agent\"}", KeptKeys.ADMIN),
                        BodyHandlers.ofString())
                .body();
        Matcher key = Pattern.compile("\"key\":\"([^\"]+)\"").matcher(made);
        assertThat(key.find()).as(made).isTrue();
        return key.group(1);
    }

    private void storeKeys() throws Exception {
        String openai = credentials("openai");
        fault("{\"provider\":\"openai\",\"operation\":\"*\",\"status\":401,\"accepted_keys\":[\"" + OF_OPENAI
                + "\"],\"message\":\"Incorrect API key provided: " + REFUSED + ". You can find it.\",\"code\":\""
                + REFUSED + "\"}");
        send("PUT", openai, "{\"api_key\":\"" + REFUSED + "\"}", KeptKeys.ADMIN);
        send("POST", openai + "/test", "{\"api_key\":\"" + REFUSED + "\"}", KeptKeys.ADMIN);
        send("PUT", openai, "{\"api_key\":\"" + REFUSED + "\",\"validate\":false}", KeptKeys.ADMIN);
        ask(GPT);
        send("PUT", openai, "{\"api_key\":\"" + OF_OPENAI + "\"}", KeptKeys.ADMIN);
        send("PUT", openai, "{\"api_key\":\"" + OF_OPENAI + "\nx\"}", KeptKeys.ADMIN);
        send("PUT", openai, "{\"api_key\":" + OF_OPENAI + "}", KeptKeys.ADMIN);
        send("PUT", openai, "{\"api_key\":[\"" + OF_OPENAI + "\"],\"slot\":\"" + OF_OPENAI + "\"}", KeptKeys.ADMIN);
        send("PUT", openai, "\"" + OF_OPENAI + "\"", KeptKeys.ADMIN);
        send("PUT", credentials("gone"), "{\"api_key\":\"" + OF_OPENAI + "\"}", KeptKeys.ADMIN);
        send(
                "PUT",
                credentials("bedrock"),
                "{\"access_key_id\":\"" + ACCESS_KEY_ID + "\",\"secret_access_key\":\"" + OF_AWS
                        + "\",\"session_token\":\"" + SESSION + "\"}",
                KeptKeys.ADMIN);
        calm();
    }

    /** The provider sends the key back in every way that it has. */
    private void echo(String model, String key) throws Exception {
        String provider = model.substring(0, model.indexOf('/'));
        String end = key.equals(OF_AWS) ? ACCESS_KEY_ID : key;
        String message = "\"message\":\"key " + key + " and Bearer " + key + "\"";
        for (String effect : List.of(
                "\"status\":400," + message,
                "\"status\":500,\"body\":\"plain words with " + key + "\"",
                "\"status\":503,\"body\":{\"error\":{\"message\":\"" + key + "\",\"type\":\"" + key + "\"}}",
                "\"kind\":\"error_in_200\"," + message,
                "\"kind\":\"error_event\"," + message,
                "\"kind\":\"malformed\",\"headers\":{\"x-echo\":\"" + key + "\"}",
                "\"kind\":\"answer\",\"headers\":{\"x-request-id\":\"" + key + "\",\"x-echo\":\"" + key + "\"}",
                "\"status\":429," + message + ",\"code\":\"" + key + "\"",
                "\"status\":401," + message)) {
            if (effect.contains("429") && !provider.equals("openai")) {
                // It would be left alone for a while, and the refusal would not be seen.
                continue;
            }
            boolean isOfStreams = effect.contains("error_event");
            // It knows what it was sent, and nothing else.
            String fault = fault("{\"provider\":\"" + provider + "\",\"key_suffix\":\""
                    + end.substring(end.length() - 4) + "\"," + effect + "}");
            for (boolean stream : new boolean[] {false, true}) {
                if (stream || !isOfStreams) {
                    call(model, stream);
                }
            }
            assertThat(given().get(simulator + "/calls").jsonPath().<String>getList("calls.fault"))
                    .as("%s %s", provider, effect)
                    .contains(fault);
            calm();
            putAgain(provider);
        }
    }

    /** A key that was refused rests, and the next echo is to be seen. */
    private void putAgain(String provider) throws Exception {
        if (provider.equals("openai")) {
            send("PUT", credentials(provider), "{\"api_key\":\"" + OF_OPENAI + "\"}", KeptKeys.ADMIN);
        }
    }

    private void call(String model, boolean stream) throws Exception {
        String body = "{\"model\":\"" + model + "\",\"max_tokens\":50,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"quartermaster\":{\"fallbacks\":[]}}";
        send("POST", "/v1/chat/completions", body, KeptKeys.ADMIN);
        send("POST", "/v1/messages", body, KeptKeys.ADMIN);
        send(
                "POST",
                "/v1/responses",
                "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"input\":\"Hello\"}",
                KeptKeys.ADMIN);
    }

    private void callWithWrongKeys(String caller) throws Exception {
        for (String wrong : List.of("kanarie", caller + "x", caller.substring(0, caller.length() - 1) + "!")) {
            send("GET", "/v1/models", "", wrong);
            send("POST", "/v1/chat/completions", "{}", wrong);
            send("GET", "/api/v1/status", "", wrong);
        }
    }

    private void readAll(String caller) throws Exception {
        Matcher route = GET.matcher(Files.readString(Path.of("src/docs/auth.md")));
        while (route.find()) {
            if (!route.group(1).endsWith("/stream") && !route.group(1).endsWith("/events")) {
                String path = route.group(1).replace("{provider}", "openai").replaceAll("\\{\\w+}", "nothing");
                send("GET", path, "", KeptKeys.ADMIN);
                send("GET", path, "", caller);
            }
        }
        for (String path : List.of(
                "/api/v1/providers/bedrock",
                "/api/v1/audit?limit=1000",
                "/api/v1/failovers?limit=1000",
                "/q/health",
                "/nowhere")) {
            send("GET", path, "", KeptKeys.ADMIN);
        }
    }

    private void send(String method, String path, String body, String key) throws Exception {
        HttpResponse<String> answer = client.send(request(method, path, body, key), BodyHandlers.ofString());
        answers.add(method + " " + path + " " + answer.statusCode() + "\n" + answer.headers() + "\n" + answer.body());
    }

    private HttpRequest request(String method, String path, String body, String key) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(Duration.ofMinutes(1))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + key)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    /** All rows of all tables, once the ledger has all that is in the journal. */
    private String rows() throws SQLException {
        await().atMost(PATIENCE)
                .until(() -> history.status().backlog() == 0 && history.status().inMemory() == 0);
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT t::text FROM \"" + table + "\" t")) {
                    while (rows.next()) {
                        all.append(table).append(' ').append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    private static String files(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(file).append('\n').append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    /** What a collector and CloudWatch got. */
    private static String sent() {
        StringBuilder all = new StringBuilder();
        for (String path : List.of("/v1/traces", "/v1/metrics", "/")) {
            await().atMost(PATIENCE).until(() -> !Sinks.calls(path).isEmpty());
            for (Sinks.Call call : Sinks.calls(path)) {
                all.append(call.headers()).append(new String(call.body(), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
