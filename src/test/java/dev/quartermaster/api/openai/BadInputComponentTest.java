package dev.quartermaster.api.openai;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input is a 400 that names the field, and no provider hears of it. */
@QuarkusTest
class BadInputComponentTest {

    private static final String CALLS = "/simulator/calls";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'messages':[{'role':'assistant','tool_calls':[{'id':'c','type':'function','function':{'name':'f',"
                        + "'arguments':'['}}]}] | messages[0].tool_calls[0].function.arguments",
                "'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':"
                        + "'data:image/png;base64,QUJD'}}]}] | messages[0].content[0].image_url.url",
                "'messages':[{'role':'user','content':'x'}],'tools':[{'type':'function','function':{'name':'f',"
                        + "'parameters':{'type':'objekt'}}}] | tools[0].function.parameters.type",
                "'messages':[{'role':'user','content':'x'}],'response_format':{'type':'json_schema','json_schema':"
                        + "{'name':'a','schema':{'properties':[]}}} | response_format.json_schema.schema.properties",
                "'messages':[{'role':'user','content':'x'}],'temperature':1e999 | temperature",
                "'messages':[{'role':'user','content':'x'}],'quartermaster':{'required_capabilities':['visoin']}"
                        + " | quartermaster.required_capabilities"
            })
    void isRefusedByName(String fields, String param) {
        int before = callsMade();
        ask(("{'model':'gpt-4o-mini'," + fields + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo(param));
        assertThat(callsMade()).isEqualTo(before);
    }

    @Test
    void deepNestingAndBytesThatAreNoUtf8AreRefusedToo() {
        int before = callsMade();
        String deep = "{\"model\":\"gpt-4o-mini\",\"messages\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        ask(deep.getBytes(StandardCharsets.UTF_8)).statusCode(400).body("error.param", startsWith("messages[0][0]"));
        ask("{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"caf\u00e9 noir\"}]}"
                        .getBytes(StandardCharsets.ISO_8859_1))
                .statusCode(400)
                .body("error.param", equalTo("messages[0].content"));
        assertThat(callsMade()).isEqualTo(before);
    }

    @Test
    void aMessageOfTwoMegabytesIsRefusedAndOneOfOneIsAnswered() {
        int before = callsMade();
        ask(question("word ".repeat(400_000)))
                .statusCode(400)
                .body("error.param", equalTo("messages[0]"))
                .body("error.message", containsString("quartermaster.requests.max-message-bytes"));
        assertThat(callsMade()).isEqualTo(before);
        ask(question("word ".repeat(200_000))).statusCode(200);
    }

    private static byte[] question(String text) {
        return ("{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatOllamaCannotSayIsRefusedByName() {
        ask("{\"model\":\"ollama/gpt-oss:20b\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                        .getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("error.param", equalTo("n"));
    }

    @Test
    void orLeftOutWithAWarningWhereTheCallerLetsItGo() {
        ask(("{\"model\":\"ollama/gpt-oss:20b\",\"n\":2,\"verbosity\":\"low\",\"quartermaster\":{\"drop_unsupported\":true},"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                        .getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .header("x-quartermaster-warnings", allOf(startsWith("n: "), containsString(", verbosity: ")));
    }

    private static int callsMade() {
        List<?> calls = when().get(CALLS).then().statusCode(200).extract().path("calls");
        return calls.size();
    }

    private static ValidatableResponse ask(byte[] body) {
        return given().header("content-type", "application/json")
                .body(body)
                .when()
                .post("/v1/chat/completions")
                .then();
    }
}
