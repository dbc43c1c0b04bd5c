package dev.quartermaster.api.anthropic;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MessagesComponentTest {

    private static final Pattern EVENT = Pattern.compile("^event: (\\w+)$", Pattern.MULTILINE);

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"anthropic/claude-haiku-4-5", "gpt-4o-mini", "google/gemini-2.5-flash", "ollama/gpt-oss:20b"})
    void answersInTheDialectWhoeverServes(String model) {
        ask(model, "")
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("request-id", startsWith("req_"))
                .header("x-quartermaster-model", containsString("/"))
                .header("x-quartermaster-cost-usd", matchesPattern("[0-9.]+"))
                .body("id", startsWith("msg_"))
                .body("type", equalTo("message"))
                .body("role", equalTo("assistant"))
                .body("content[-1].type", equalTo("text"))
                .body("content[-1].text", endsWith("You said: Hi"))
                .body("stop_reason", equalTo("end_turn"))
                .body("usage.input_tokens", greaterThan(0))
                .body("usage.output_tokens", greaterThan(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic/claude-haiku-4-5", "gpt-4o-mini"})
    void streamsInTheOrderOfTheDialect(String model) {
        String stream = given().header("X-Quartermaster-Trailer", "on")
                .contentType(ContentType.JSON)
                .body(body(model, ",\"stream\":true"))
                .post("/v1/messages")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/event-stream"))
                .extract()
                .asString();

        List<String> events = events(stream);
        // A provider of the same dialect sends pings of its own, wherever it likes.
        assertThat(events).startsWith("message_start", "ping");
        assertThat(events.stream().filter(name -> !name.equals("ping")))
                .startsWith("message_start", "content_block_start", "content_block_delta");
        assertThat(events.subList(events.size() - 3, events.size()))
                .containsExactly("content_block_stop", "message_delta", "message_stop");
        assertThat(stream)
                .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")
                .containsPattern("\n: quartermaster \\{\"model\":\"[^\n]+}\n\nevent: message_stop");
    }

    @Test
    void aStreamThatBreaksOffEndsInAnErrorEventAndNoStop() {
        fault("{\"provider\":\"anthropic\",\"kind\":\"error_event\",\"status\":529,\"after_events\":4,\"times\":1}");

        String stream = ask("anthropic/claude-haiku-4-5", ",\"stream\":true")
                .statusCode(200)
                .extract()
                .asString();

        assertThat(events(stream)).endsWith("error").doesNotContain("message_stop", "message_delta");
        assertThat(stream).contains("\"type\":\"overloaded_error\"");
    }

    @Test
    void aProvidersRefusalIsToldInTheDialect() {
        fault("{\"provider\":\"anthropic\",\"status\":400,\"times\":1}");

        ask("anthropic/claude-haiku-4-5", "")
                .statusCode(400)
                .body("type", equalTo("error"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("request_id", startsWith("req_"));
    }

    @Test
    void aMissingFieldIsABadRequestThatNamesIt() {
        given().contentType(ContentType.JSON)
                .body("{\"model\":\"gpt-4o-mini\",\"messages\":[]}")
                .post("/v1/messages")
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.message", containsString("max_tokens"));
    }

    @Test
    void theProviderCountsTokensWhereItCan() {
        count("anthropic/claude-haiku-4-5")
                .statusCode(200)
                .header("x-quartermaster-tokens", "counted")
                .body("input_tokens", greaterThan(0));
    }

    @Test
    void tokensAreEstimatedWhereNobodyCounts() {
        count("gpt-4o-mini")
                .statusCode(200)
                .header("x-quartermaster-tokens", "estimated")
                .header("x-quartermaster-model", "openai/gpt-4o-mini")
                .body("input_tokens", greaterThan(0));
    }

    @Test
    void tokensAreEstimatedWhileTheProviderCannotCount() {
        fault("{\"provider\":\"anthropic\",\"operation\":\"count_tokens\",\"status\":503,\"times\":1}");

        count("anthropic/claude-haiku-4-5").statusCode(200).header("x-quartermaster-tokens", "estimated");
    }

    @Test
    void whatCannotBeCountedIsTold() {
        fault("{\"provider\":\"anthropic\",\"operation\":\"count_tokens\",\"status\":400,\"times\":1}");

        count("anthropic/claude-haiku-4-5").statusCode(400).body("error.type", equalTo("invalid_request_error"));
        count("claude-99").statusCode(404).body("error.type", equalTo("not_found_error"));
    }

    static List<Arguments> unaskable() {
        String question = "'messages':[{'role':'user','content':'x'}]";
        return List.of(
                Arguments.of(
                        "'messages':[{'role':'user','content':[{'type':'image','source':"
                                + "{'type':'base64','media_type':'image/png','data':'QUJD'}}]}]",
                        "messages[0].content[0].source.data"),
                Arguments.of(
                        question + ",'tools':[{'name':'f','input_schema':{'type':'objekt'}}]",
                        "tools[0].input_schema.type"),
                Arguments.of(
                        question + ",'output_config':{'format':{'type':'json_schema','schema':{'properties':[]}}}",
                        "output_config.format.schema.properties"),
                Arguments.of("'messages':" + "[".repeat(5000) + "]".repeat(5000), "messages[0][0][0]"));
    }

    @ParameterizedTest
    @MethodSource("unaskable")
    void whatCannotBeAskedCannotBeCountedEither(String fields, String field) {
        String body = ("{'model':'anthropic/claude-haiku-4-5','max_tokens':9," + fields + "}").replace('\'', '"');
        int before = callsMade();

        for (String path : List.of("/v1/messages", "/v1/messages/count_tokens")) {
            given().contentType(ContentType.JSON)
                    .body(body)
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("error.type", equalTo("invalid_request_error"))
                    .body("error.message", containsString(field));
        }
        assertThat(callsMade()).isEqualTo(before);
    }

    private static int callsMade() {
        return given().get("/simulator/calls?last=0").then().extract().path("total");
    }

    private static ValidatableResponse ask(String model, String more) {
        return given().contentType(ContentType.JSON)
                .body(body(model, more))
                .post("/v1/messages")
                .then();
    }

    private static ValidatableResponse count(String model) {
        return given().contentType(ContentType.JSON)
                .body("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .post("/v1/messages/count_tokens")
                .then();
    }

    private static String body(String model, String more) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"
                + more + "}";
    }

    private static List<String> events(String stream) {
        return EVENT.matcher(stream)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static void fault(String script) {
        given().contentType(ContentType.JSON)
                .body(script)
                .post("/simulator/faults")
                .then()
                .statusCode(201);
    }
}
