package dev.quartermaster.api.entry;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(LockedHouse.class)
class LockedHouseComponentTest {

    @TestHTTPResource("/v1/edge-echo")
    URI openAiEcho;

    @TestHTTPResource("/v1/messages/edge-echo")
    URI anthropicEcho;

    /** It is there for events of AWS only, and no request through a socket is one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal",
                "/internal/jobs/history-retention",
                "//internal/jobs/history-retention",
                "/v1/../internal/jobs/history-retention",
                "/%69nternal/jobs/history-retention",
                "/internal/records"
            })
    void whatIsInternalIsNotThereForAnybody(String path) {
        for (String key : new String[] {LockedHouse.KEY, "wrong", ""}) {
            given().urlEncodingEnabled(false)
                    .header("x-api-key", key)
                    .contentType("application/json")
                    .body("{}")
                    .post(path)
                    .then()
                    .statusCode(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models",
                "/v1/nothing",
                "/v1/messages",
                "/api/v1/status",
                "/console",
                "/console/agents",
                "/console/events?page=overview",
                "/console/sign-input",
                "/console/sign-in/../agents",
                "/assets/console.js",
                "/",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/health/../metrics",
                "/q/health%2F..%2Fmetrics",
                "/q/healthy",
                "/nothing"
            })
    void everythingIsClosedWithoutAKey(String path) {
        given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get(path)
                .then()
                .statusCode(401)
                .header("x-request-id", notNullValue())
                .header("www-authenticate", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready"})
    void healthIsOpen(String path) {
        when().get(path).then().statusCode(200);
    }

    @Test
    void theRefusalIsToldInEachDialect() {
        when().get("/v1/models")
                .then()
                .statusCode(401)
                .contentType("application/json")
                .body("error.code", equalTo("invalid_api_key"))
                .body("error.type", equalTo("authentication_error"));
        when().post("/v1/messages")
                .then()
                .statusCode(401)
                .body("type", equalTo("error"))
                .body("error.type", equalTo("authentication_error"))
                .header("request-id", notNullValue());
        when().get("/api/v1/status")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_api_key"));
    }

    @Test
    void bothHeadersOfBothDialectsOpen() {
        given().header("authorization", "Bearer " + LockedHouse.KEY)
                .get("/api/v1/status")
                .then()
                .statusCode(200);
        given().header("x-api-key", LockedHouse.KEY)
                .contentType("application/json")
                .body("{\"text\":\"hello\"}")
                .post("/v1/messages/edge-echo")
                .then()
                .statusCode(200)
                .body("caller", equalTo("admin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/edge-echo", "/v1/messages/edge-echo", "/v1/v1/messages/edge-echo"})
    void bothHeadersOpenBothDialects(String path) {
        given().header("authorization", "Bearer " + LockedHouse.KEY)
                .contentType("application/json")
                .body("{\"text\":\"hello\"}")
                .post(path)
                .then()
                .statusCode(200);
        given().header("x-api-key", LockedHouse.KEY)
                .contentType("application/json")
                .body("{\"text\":\"hello\"}")
                .post(path)
                .then()
                .statusCode(200);
        given().contentType("application/json")
                .body("{\"text\":\"hello\"}")
                .post(path)
                .then()
                .statusCode(401);
    }

    @Test
    void aWrongKeyIsRefused() {
        given().header("authorization", "Bearer " + LockedHouse.KEY + "x")
                .get("/api/v1/status")
                .then()
                .statusCode(401);
    }

    @Test
    void aBrowserSendsTheKeyAsPasswordButOnlyToPages() {
        when().get("/console").then().statusCode(401).header("www-authenticate", startsWith("Basic "));
        given().auth()
                .preemptive()
                .basic("me", LockedHouse.KEY)
                .get("/console")
                .then()
                .statusCode(200);
        given().auth()
                .preemptive()
                .basic("me", LockedHouse.KEY)
                .get("/q/metrics")
                .then()
                .statusCode(200);
        given().auth().preemptive().basic("me", "wrong").get("/console").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("me", LockedHouse.KEY)
                .get("/api/v1/status")
                .then()
                .statusCode(401);
        given().auth()
                .preemptive()
                .basic("me", LockedHouse.KEY)
                .post("/v1/edge-echo")
                .then()
                .statusCode(401);
    }

    @Test
    void aBodyThatAnnouncesTooMuchIsRefused() throws Exception {
        HttpResponse<String> answer = send(openAiEcho, BodyPublishers.ofByteArray(body(LockedHouse.LARGEST_BODY + 1)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":\"request_too_large\"").contains("\"error\"");
    }

    @Test
    void aChunkedBodyThatGrowsTooLargeIsRefused() throws Exception {
        HttpResponse<String> answer = send(anthropicEcho, chunked(body(300_000)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"type\":\"request_too_large\"").contains("\"request_id\"");
    }

    @Test
    void aChunkedBodyWithinTheLimitArrivesWhole() throws Exception {
        HttpResponse<String> answer = send(openAiEcho, chunked(body(LockedHouse.LARGEST_BODY)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"length\":" + (LockedHouse.LARGEST_BODY - "{\"text\":\"\"}".length()));
    }

    private static HttpResponse<String> send(URI uri, HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + LockedHouse.KEY)
                .POST(body)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private static byte[] body(int size) {
        String frame = "{\"text\":\"%s\"}";
        return frame.formatted("x".repeat(size - frame.length() + 2)).getBytes(StandardCharsets.UTF_8);
    }
}
