package dev.quartermaster.api.strict;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No dialect says null where it can be silent: whole answers, every event of a stream, and errors. */
@QuarkusTest
class NullFieldsComponentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TALK = "{\"text\":\"North.\",\"thinking\":\"Moss grows there.\",\"times\":1}";
    private static final String CALL =
            "{\"tool_calls\":[{\"name\":\"look\",\"arguments\":{\"at\":\"moss\"}}],\"times\":1}";

    static Stream<String> models() {
        return Stream.of(
                "openai/gpt-4o-mini",
                "anthropic/claude-haiku-4-5",
                "google/gemini-2.5-flash",
                "ollama/gemma4:31b",
                "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0");
    }

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @ParameterizedTest
    @MethodSource("models")
    void chat(String model) throws Exception {
        String tool =
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{\"type\":\"object\"}}}]";
        for (String said : List.of(TALK, CALL)) {
            String question = "\"messages\":[{\"role\":\"user\",\"content\":\"Where am I?\"}],"
                    + "\"stream_options\":{\"include_usage\":true}," + tool;
            check(NullFields.CHAT, "/v1/chat/completions", model, question, said);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void messages(String model) throws Exception {
        String tool = "\"tools\":[{\"name\":\"look\",\"input_schema\":{\"type\":\"object\"}}]";
        for (String said : List.of(TALK, CALL)) {
            String question =
                    "\"max_tokens\":4000,\"messages\":[{\"role\":\"user\",\"content\":\"Where am I?\"}]," + tool;
            check(NullFields.MESSAGES, "/v1/messages", model, question, said);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void responses(String model) throws Exception {
        String tool = "\"tools\":[{\"type\":\"function\",\"name\":\"look\",\"parameters\":{\"type\":\"object\"}}]";
        for (String said : List.of(TALK, CALL)) {
            check(NullFields.RESPONSES, "/v1/responses", model, "\"input\":\"Where am I?\"," + tool, said);
        }
    }

    @Test
    void errors() throws Exception {
        for (String path : List.of("/v1/chat/completions", "/v1/messages", "/v1/responses")) {
            NullFields dialect = path.endsWith("messages") ? NullFields.MESSAGES : NullFields.CHAT;
            assertThat(dialect.forbiddenIn(JSON.readTree(post(path, "{}", 400))))
                    .isEmpty();
        }
    }

    @Test
    void modelsSayNothingOfWhatIsNotKnown() throws Exception {
        JsonNode models = JSON.readTree(
                given().get("/v1/models").then().statusCode(200).extract().asString());

        assertThat(NullFields.CHAT.forbiddenIn(models)).isEmpty();
    }

    private void check(NullFields dialect, String path, String model, String question, String said) throws Exception {
        script(said, model);
        String body = "{\"model\":\"" + model + "\"," + question;
        String whole = post(path, body.replace("\"stream_options\":{\"include_usage\":true},", "") + "}", 200);
        assertThat(dialect.forbiddenIn(JSON.readTree(whole))).as(whole).isEmpty();

        script(said, model);
        for (Event event : Event.all(post(path, body + ",\"stream\":true}", 200))) {
            if (event.data() != null) {
                assertThat(dialect.forbiddenIn(event.data())).as(event.text()).isEmpty();
            }
        }
    }

    private void script(String answer, String model) {
        calm();
        String provider = model.substring(0, model.indexOf('/'));
        given().contentType("application/json")
                .body("{\"provider\":\"" + provider + "\"," + answer.substring(1))
                .post("/simulator/faults")
                .then()
                .statusCode(201);
    }

    private static String post(String path, String body, int status) {
        return given().contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(status)
                .extract()
                .asString();
    }
}
