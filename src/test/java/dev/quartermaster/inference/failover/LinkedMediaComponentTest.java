package dev.quartermaster.inference.failover;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.quartermaster.media.OpenLoopback;
import dev.quartermaster.testing.StubServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Media that callers only link to: who gets the link, who the bytes, and what becomes of links that lead nowhere. */
@QuarkusTest
class LinkedMediaComponentTest {

    private static final String PNG = "\u0089PNG\r\n\u001a\n and so on";
    private static final String BYTES = Base64.getEncoder().encodeToString(PNG.getBytes(StandardCharsets.ISO_8859_1));
    private static final String FIELD = "messages[0].content[1].image_url.url";
    private static final String OLLAMA = "ollama/gpt-oss:20b";
    private static final String GEMINI = "google/gemini-2.5-flash";

    @Inject
    Vertx vertx;

    @Inject
    OpenLoopback loopback;

    private StubServer files;

    @BeforeEach
    void start() throws Exception {
        loopback.open(true);
        files = StubServer.start(vertx);
        files.writesIn(StandardCharsets.ISO_8859_1);
        files.streams("application/octet-stream", List.of(PNG));
        given().delete("/simulator/calls").then().statusCode(204);
    }

    @AfterEach
    void stop() throws Exception {
        loopback.open(false);
        files.close();
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {OLLAMA, GEMINI, "bedrock/amazon.nova-lite-v1:0"})
    void whoeverTakesBytesOnlyGetsThem(String model) {
        chat(model, "").statusCode(200).header("x-quartermaster-attempts", "1");
        assertThat(lastBody()).contains(BYTES).doesNotContain(files.url());

        messages(model).statusCode(200);
        assertThat(lastBody()).contains(BYTES).doesNotContain(files.url());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o-mini", "anthropic/claude-haiku-4-5"})
    void whoeverFollowsLinksGetsTheLink(String model) {
        chat(model, "").statusCode(200);
        assertThat(lastBody()).contains(link()).doesNotContain(BYTES);

        messages(model).statusCode(200);
        assertThat(lastBody()).contains(link()).doesNotContain(BYTES);
        assertThat(files.seen()).isEmpty();
    }

    @Test
    void openAiFollowsNoLinksToDocuments() {
        files.streams("text/plain", List.of("%PDF-1.7 and so on"));
        String document = "{\"type\":\"document\",\"source\":{\"type\":\"url\",\"url\":\"" + files.url() + "/a\"}}";

        given().contentType(ContentType.JSON)
                .body("{\"model\":\"gpt-4o-mini\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":["
                        + document + "]}]}")
                .post("/v1/messages")
                .then()
                .statusCode(200);

        assertThat(lastBody()).contains("data:application/pdf;base64,");
    }

    @Test
    void aStreamGetsThemToo() {
        chat(OLLAMA, ",\"stream\":true").statusCode(200);

        assertThat(lastBody()).contains(BYTES);
    }

    @Test
    void nothingIsFetchedAgainForTheNextModel() {
        given().contentType(ContentType.JSON)
                .body("{\"provider\":\"ollama\",\"status\":503,\"times\":100}")
                .post("/simulator/faults")
                .then()
                .statusCode(201);

        chat(OLLAMA, ",\"quartermaster\":{\"fallbacks\":[\"" + GEMINI + "\"]}")
                .statusCode(200)
                .header("x-quartermaster-model", GEMINI);

        assertThat(files.seen()).hasSize(1);
        assertThat(lastBody()).contains(BYTES);
    }

    @Test
    void aLinkThatLeadsNowhereIsTheCallersMistakeAndNobodyIsAsked() {
        files.answers(404, "text/plain", "no", Map.of());

        String decision = chat(OLLAMA, ",\"quartermaster\":{\"fallbacks\":[\"gpt-4o-mini\"]}")
                .statusCode(400)
                .header("x-quartermaster-attempts", "0")
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo(FIELD))
                .body("error.message", equalTo("'" + FIELD + "' cannot be fetched: its host answered with status 404"))
                .extract()
                .header("x-quartermaster-decision");
        messages(GEMINI)
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.message", startsWith("'messages[0].content[1].source.url' cannot be fetched"));

        assertThat(calls()).isEmpty();
        when().get("/api/v1/decisions/" + decision)
                .then()
                .statusCode(200)
                .body("attempts.outcome", not(hasItem("error")))
                .body("attempts.outcome", hasItem("skipped"));
    }

    @Test
    void aPrivateAddressIsNeverAsked() {
        loopback.open(false);

        chat(OLLAMA, "")
                .statusCode(400)
                .body("error.message", equalTo("'" + FIELD + "' cannot be fetched: its host has no public address"));

        assertThat(files.connections()).isZero();
    }

    @Test
    void tokensAreCountedWithTheBytes() {
        given().contentType(ContentType.JSON)
                .body(messagesBody(GEMINI))
                .post("/v1/messages/count_tokens")
                .then()
                .statusCode(200)
                .header("x-quartermaster-tokens", "counted");
        assertThat(lastBody()).contains(BYTES);

        files.answers(404, "text/plain", "no", Map.of());
        given().contentType(ContentType.JSON)
                .body(messagesBody(GEMINI))
                .post("/v1/messages/count_tokens")
                .then()
                .statusCode(400)
                .body("error.message", startsWith("'messages[0].content[1].source.url' cannot be fetched"));
    }

    private ValidatableResponse chat(String model, String more) {
        return given().contentType(ContentType.JSON)
                .body("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"text\",\"text\":\"Look\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\""
                        + link()
                        + "\"}}]}]" + more + "}")
                .post("/v1/chat/completions")
                .then();
    }

    private ValidatableResponse messages(String model) {
        return given().contentType(ContentType.JSON)
                .body(messagesBody(model))
                .post("/v1/messages")
                .then();
    }

    private String messagesBody(String model) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"Look\"},{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\""
                + link()
                + "\"}}]}]}";
    }

    private String link() {
        return files.url() + "/cat.png";
    }

    private static String lastBody() {
        List<String> calls = calls();
        return calls.get(calls.size() - 1);
    }

    private static List<String> calls() {
        List<?> bodies =
                when().get("/simulator/calls").then().statusCode(200).extract().path("calls.body");
        return bodies.stream().map(String::valueOf).toList();
    }
}
