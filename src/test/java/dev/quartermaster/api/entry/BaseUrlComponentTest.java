package dev.quartermaster.api.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients make of a base URL: slashes too many, the version twice, or no version at all. */
@QuarkusTest
class BaseUrlComponentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHAT =
            "{\"model\":\"openai/gpt-4o-mini\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions",
                "//v1/chat/completions",
                "/v1//chat/completions",
                "/v1/chat/completions/",
                "/v1/v1/chat/completions",
                "/v1//v1/chat/completions/?trace=1",
            })
    void leadToTheChat(String path) throws Exception {
        HttpResponse<String> answer = post(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("object").asText()).isEqualTo("chat.completion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/messages",
                "//v1/messages",
                "/v1//messages",
                "/v1/messages/",
                "/v1/v1/messages",
                "/v1//v1/messages?beta=true",
            })
    void leadToMessages(String path) throws Exception {
        HttpResponse<String> answer = post(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("type").asText()).isEqualTo("message");
        assertThat(answer.headers().firstValue("request-id")).isPresent();
    }

    @Test
    void theVersionTwiceIsARefusalOfThatDialectToo() throws Exception {
        HttpResponse<String> answer = send("/v1/v1/messages", "{\"model\":1}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("type").asText()).isEqualTo("error");
    }

    @Test
    void anEndpointWithoutTheVersionIsToldInItsDialectWithTheRightBaseUrl() throws Exception {
        for (String path : List.of("/chat/completions", "/responses", "/embeddings", "/openai/v1/chat/completions/")) {
            HttpResponse<String> answer = post(path);
            JsonNode error = JSON.readTree(answer.body()).path("error");
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(error.path("code").asText()).isEqualTo("not_found");
            assertThat(error.path("message").asText()).contains("the address of this service followed by /v1");
        }
        for (String path : List.of("/messages", "/messages/count_tokens", "/anthropic/v1/messages")) {
            HttpResponse<String> answer = post(path);
            JsonNode body = JSON.readTree(answer.body());
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(body.path("error").path("type").asText()).isEqualTo("not_found_error");
            assertThat(body.path("error").path("message").asText()).contains("The endpoint is /v1/messages");
        }
    }

    @Test
    void anEndpointGivenAsBaseUrlIsToldSo() throws Exception {
        JsonNode body =
                JSON.readTree(post("/v1/chat/completions/chat/completions").body());

        assertThat(body.path("error").path("message").asText())
                .contains("The endpoint is /v1/chat/completions: set the client's base URL to");
    }

    @Test
    void optionsNamesTheMethodsOfThatPathAlone() throws Exception {
        assertThat(allowed("/api/v1/agents")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(allowed("/api/v1/agents/sql")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
        assertThat(allowed("/v1/messages/count_tokens")).isEqualTo("OPTIONS, POST");
    }

    private String allowed(String path) throws Exception {
        HttpRequest options = HttpRequest.newBuilder(uri(path))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(options, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("allow").orElse("");
    }

    private HttpResponse<String> post(String path) throws Exception {
        return send(path, CHAT);
    }

    private HttpResponse<String> send(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }
}
