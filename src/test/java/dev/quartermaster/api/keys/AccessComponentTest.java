package dev.quartermaster.api.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.api.entry.LockedHouse;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Walks every route with every kind of key, and compares with the table of {@code src/docs/auth.md}. */
@QuarkusTest
@TestProfile(LockedHouse.class)
class AccessComponentTest {

    private static final Path TABLE = Path.of("src/docs/auth.md");
    private static final Path ROUTES = Path.of("src/docs/openapi.yaml");
    private static final Pattern ROW = Pattern.compile("^\\| `([A-Z]+) (/\\S*)` \\| (\\w+) \\|$", Pattern.MULTILINE);
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final List<String> ROLES = List.of("agent", "operator", "admin");

    /** Their answers begin with their first event, for which nobody waits here. */
    private static final Set<String> STREAMS = Set.of("GET /api/v1/alerts/stream");

    /** Answers are not read to their end; with HTTP/2 a server takes that for an attack. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI service;

    @Test
    void everyRouteIsInTheTable() throws IOException {
        Set<String> routes = new TreeSet<>();
        Map<String, Map<String, ?>> paths;
        try (InputStream in = Files.newInputStream(ROUTES)) {
            Map<String, Map<String, Map<String, ?>>> document = new Yaml().load(in);
            paths = document.get("paths");
        }
        paths.forEach((path, item) -> item.keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> routes.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));

        assertThat(table().keySet()).hasSizeGreaterThan(70).containsAll(routes);
    }

    @Test
    void nobodyGetsInWithoutAValidKey() throws Exception {
        String expired = TestKeys.make("{\"name\":\"short\",\"role\":\"admin\",\"expires_at\":\""
                        + Instant.now().plusSeconds(2) + "\"}")
                .extract()
                .path("key");
        String revoked = TestKeys.ofRole("admin");
        TestKeys.admin()
                .delete("/api/v1/keys/" + revoked.substring(3, 15))
                .then()
                .statusCode(204);
        await().atMost(Duration.ofMinutes(1)).until(() -> status("GET /api/v1/status", expired) == 401);
        List<String> wrong = new ArrayList<>();
        for (String route : table().keySet()) {
            for (String key : new String[] {null, expired, revoked}) {
                int status = status(route, key);
                if (status != 401) {
                    wrong.add(route + " with " + key + ": " + status);
                }
            }
            int status = status(route, LockedHouse.KEY + "x");
            // The further ones of a minute are told to slow down.
            if (status != 401 && status != 429) {
                wrong.add(route + " with a wrong key: " + status);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void eachRoleMayDoWhatTheTableSays() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String role : ROLES) {
            String key = TestKeys.ofRole(role);
            for (Map.Entry<String, String> row : table().entrySet()) {
                boolean may = ROLES.indexOf(role) >= ROLES.indexOf(row.getValue());
                if (may && STREAMS.contains(row.getKey())) {
                    continue;
                }
                int status = status(row.getKey(), key);
                if (may ? status == 401 || status == 403 : status != 403) {
                    wrong.add(row.getKey() + " as " + role + ": " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private int status(String route, String key) throws Exception {
        String[] parts = route.split(" ");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        service.resolve(parts[1].replaceAll("\\{\\w+}", "nothing")))
                .timeout(Duration.ofMinutes(1))
                .header("content-type", "application/json")
                .method(parts[0], parts[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("[]"));
        if (key != null) {
            // A page takes it as a browser sends it, and as any other.
            request.header("x-api-key", key);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    /** Each request to the least role that it takes. */
    private static Map<String, String> table() throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(TABLE));
        while (row.find()) {
            table.put(row.group(1) + " " + row.group(2), row.group(3));
        }
        return table;
    }
}
