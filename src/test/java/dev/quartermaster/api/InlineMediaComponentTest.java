package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are called something else than they are: their bytes' own type goes out. */
@QuarkusTest
class InlineMediaComponentTest {

    private static final byte[] JPEG = {
        (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, (byte) 0xfb, (byte) 0xff
    };
    private static final String STANDARD = Base64.getEncoder().encodeToString(JPEG);
    private static final List<String> CALLED =
            List.of("image/png", "image/jpg", "IMAGE/PNG", "image/png;charset=utf-8");

    @Inject
    ObjectMapper json;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai/gpt-4o-mini",
                "anthropic/claude-haiku-4-5",
                "google/gemini-2.5-flash",
                "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0"
            })
    void theBytesOwnTypeGoesOut(String model) {
        for (String called : CALLED) {
            String loose = Base64.getUrlEncoder().withoutPadding().encodeToString(JPEG);
            String url = "data:" + called + ";base64," + loose;
            ask("/v1/chat/completions", """
                    {"model":"%s","messages":[{"role":"user","content":[{"type":"text","text":"Hi"},
                     {"type":"image_url","image_url":{"url":"%s"}}]}]}""".formatted(model, url));
            assertSentAsJpeg(model);
            ask("/v1/responses", """
                    {"model":"%s","input":[{"role":"user","content":[{"type":"input_text","text":"Hi"},
                     {"type":"input_image","image_url":"%s"}]}]}""".formatted(model, url));
            assertSentAsJpeg(model);
            ask("/v1/messages", """
                    {"model":"%s","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},
                     {"type":"image","source":{"type":"base64","media_type":"%s","data":"%s"}}]}]}""".formatted(model, called, loose));
            assertSentAsJpeg(model);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic/claude-haiku-4-5", "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0"})
    void insideAToolsResultToo(String model) {
        ask("/v1/messages", """
                {"model":"%s","max_tokens":9,"messages":[{"role":"user","content":"Hi"},
                 {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"look","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[
                  {"type":"image","source":{"type":"base64","media_type":"image/png","data":"%s"}}]}]}],
                 "tools":[{"name":"look","input_schema":{"type":"object"}}]}""".formatted(model, STANDARD));
        assertSentAsJpeg(model);
    }

    @Test
    void withoutATypeTheBytesTell() {
        ask("/v1/chat/completions", """
                {"model":"anthropic/claude-haiku-4-5","messages":[{"role":"user","content":[
                 {"type":"image_url","image_url":{"url":"DATA:;base64,%s"}},
                 {"type":"file","file":{"filename":"a.pdf","file_data":"JVBERi0xLjcK"}}]}]}""".formatted(STANDARD));
        assertSentAsJpeg("anthropic");
        assertThat(sent().at("/messages/0/content/1/source/media_type").asText())
                .isEqualTo("application/pdf");
    }

    @Test
    void aDataUrlWhereALinkIsExpectedIsInlineToo() {
        ask("/v1/messages", """
                {"model":"anthropic/claude-haiku-4-5","max_tokens":9,"messages":[{"role":"user","content":[
                 {"type":"image","source":{"type":"url","url":"data:image/png;base64,%s"}}]}]}""".formatted(STANDARD));
        assertSentAsJpeg("anthropic");
    }

    @Test
    void whatCannotBeReadIsRefusedByItsField() {
        String refusal = given().contentType("application/json")
                .body("""
                    {"model":"openai/gpt-4o-mini","input":[{"role":"user","content":[
                     {"type":"input_image","image_url":"data:image/png;base64,@@@@"}]}]}""")
                .post("/v1/responses")
                .then()
                .statusCode(400)
                .extract()
                .asString();

        assertThat(refusal).contains("input[0].content[0].image_url");
    }

    private void assertSentAsJpeg(String model) {
        String sent = sent().toString();
        String expected =
                switch (model.substring(0, model.indexOf('/') < 0 ? model.length() : model.indexOf('/'))) {
                    case "openai" -> "data:image/jpeg;base64," + STANDARD + "\"";
                    case "anthropic" -> "\"media_type\":\"image/jpeg\",\"data\":\"" + STANDARD + "\"";
                    case "google" -> "\"mimeType\":\"image/jpeg\",\"data\":\"" + STANDARD + "\"";
                    default -> "\"format\":\"jpeg\",\"source\":{\"bytes\":\"" + STANDARD + "\"}";
                };
        assertThat(sent).contains(expected).doesNotContainIgnoringCase("image/png");
    }

    private JsonNode sent() {
        return json.valueToTree(when().get("/simulator/calls?last=1").path("calls[-1].body"));
    }

    private static void ask(String path, String request) {
        given().contentType("application/json").body(request).post(path).then().statusCode(200);
    }
}
