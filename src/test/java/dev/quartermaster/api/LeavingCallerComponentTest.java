package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stream says is out as soon as it is in, and a caller who leaves ends the call and is still in the books. */
@QuarkusTest
class LeavingCallerComponentTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, openai, gpt-4o-mini",
        "/v1/messages, anthropic, claude-haiku-4-5",
        "/v1/chat/completions, ollama, gemma4:31b"
    })
    void aStalledStreamIsReadSoFarAndItsRecordIsKeptWhenTheCallerLeaves(String path, String provider, String model)
            throws Exception {
        // Longer than the test may take: what arrives has not waited for the end.
        given().body("{\"provider\":\"" + provider + "\",\"kind\":\"stall\",\"after_bytes\":1500,\"text\":\""
                        + "The needle points north. ".repeat(200) + "\"}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);

        HttpResponse<InputStream> response =
                http.send(question(path, provider + "/" + model), HttpResponse.BodyHandlers.ofInputStream());
        String decision =
                response.headers().firstValue("x-quartermaster-decision").orElseThrow();
        try (InputStream body = response.body()) {
            assertThat(firstLineWith("needle", body)).isNotNull();
            when().get("/api/v1/decisions/" + decision).then().statusCode(404);
        }

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> when().get("/api/v1/decisions/" + decision).then().statusCode(200));
        when().get("/api/v1/decisions/" + decision)
                .then()
                .body("attempts", hasSize(1))
                .body("attempts[0].provider", equalTo(provider));
    }

    private static HttpRequest question(String path, String model) {
        String body = "{\"model\":\"" + model + "\",\"stream\":true,\"max_tokens\":4000,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Where am I?\"}]}";
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String firstLineWith(String word, InputStream body) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.contains(word)) {
            line = lines.readLine();
        }
        return line;
    }
}
