package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Where caller and provider speak the same dialect, fields that nobody here has heard of pass both ways. In these
 * payloads each such field is called {@code new_…}: all of them must arrive.
 */
@QuarkusTest
class PassThroughComponentTest {

    private static final Pattern NEW = Pattern.compile("\"(new_[a-z_]+)\"");

    @Inject
    ObjectMapper json;

    @AfterEach
    void calm() {
        given().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void chatRequests() {
        assertSame("/v1/chat/completions", """
                {"model":"openai/gpt-4o-mini","new_top":{"new_deep":1},"stream":true,"stream_options":{"new_option":1},
                 "response_format":{"type":"json_schema","new_format":1,
                   "json_schema":{"name":"a","schema":{"type":"object"},"new_schema":1}},
                 "messages":[
                   {"role":"user","new_message":true,"content":[{"type":"text","text":"Hi","new_part":1},
                                                                {"type":"new_kind","new_content":[1,2]},
                     {"type":"image_url","new_image":1,"image_url":{"url":"https://example.com/a.png","new_url":1}}]},
                   {"role":"assistant","content":null,"tool_calls":[
                     {"id":"c1","type":"function","new_call":1,"function":{"name":"f","arguments":"{}","new_function":1}}]},
                   {"role":"tool","tool_call_id":"c1","content":"ok","new_result":1}],
                 "tools":[{"type":"function","new_tool":1,"function":{"name":"f","new_definition":1,"parameters":{"type":"object"}}}]}""");
    }

    @Test
    void chatAnswers() {
        assertReturned("openai", "/v1/chat/completions", QUESTION_TO_OPENAI, """
                {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","new_top":{"new_deep":1},
                 "choices":[{"index":0,"finish_reason":"stop","new_choice":1,
                   "message":{"role":"assistant","content":"Hi","new_message":1,"tool_calls":[
                     {"id":"c1","type":"function","new_call":1,"function":{"name":"f","arguments":"{}"}},
                     {"id":"c2","type":"custom","custom":{"name":"g","input":"x","new_input":1}}]}}],
                 "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2,"new_usage":1,
                   "prompt_tokens_details":{"cached_tokens":0,"new_prompt_detail":1},
                   "completion_tokens_details":{"reasoning_tokens":0,"new_completion_detail":1}}}""");
    }

    @Test
    void chatStreams() {
        assertReturned(
                "openai",
                "/v1/chat/completions",
                streamed(QUESTION_TO_OPENAI.replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},")),
                """
                data: {"id":"c","model":"m","new_top":1,"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

                data: {"id":"c","model":"m","choices":[{"index":0,"new_choice":1,"delta":{"content":"Hi","new_delta":1}}]}

                data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1",\
                "type":"function","new_call":1,"function":{"name":"f","arguments":"{}"}}]}}]}

                data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"c2",\
                "type":"custom","new_custom":1,"custom":{"name":"g","input":""}}]}}]}

                data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,\
                "custom":{"input":"x","new_input":1}}]}}]}

                data: {"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls","new_end":1}]}

                data: {"id":"c","model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,\
                "total_tokens":2,"new_usage":1,"prompt_tokens_details":{"new_detail":1}}}

                data: [DONE]

                """);
    }

    @Test
    void messageRequests() {
        assertSame("/v1/messages", """
                {"model":"anthropic/claude-haiku-4-5","max_tokens":100,"new_top":{"new_deep":1},
                 "system":[{"type":"text","text":"Be brief","new_system":1,"cache_control":{"type":"ephemeral"}}],
                 "messages":[
                   {"role":"user","content":[{"type":"text","text":"Hi","new_block":1},{"type":"new_kind","new_content":1}]},
                   {"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"f","input":{},"new_call":1}]},
                   {"role":"user","content":[
                     {"type":"tool_result","tool_use_id":"toolu_1","content":"ok","new_result":1}]}],
                 "tools":[{"name":"f","new_tool":1,"input_schema":{"type":"object"}}]}""");
    }

    @Test
    void messageAnswers() {
        assertReturned("anthropic", "/v1/messages", QUESTION_TO_ANTHROPIC, """
                {"id":"msg_1","type":"message","role":"assistant","model":"m","stop_reason":"end_turn","new_top":1,
                 "content":[{"type":"text","text":"Hi","new_text":1},{"type":"new_kind","new_content":{"a":1}},
                            {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1},"new_call":1}],
                 "usage":{"input_tokens":1,"output_tokens":1,"new_usage":1}}""");
    }

    @Test
    void messageStreams() {
        assertReturned("anthropic", "/v1/messages", streamed(QUESTION_TO_ANTHROPIC), """
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m",\
                "content":[],"stop_reason":null,"new_top":1,"usage":{"input_tokens":1,"output_tokens":0,"new_usage":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"","new_block":1}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"new_delta","new_content":1}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn","new_end":1},\
                "usage":{"output_tokens":1,"new_total":1}}

                event: message_stop
                data: {"type":"message_stop"}

                """);
    }

    private static final String QUESTION_TO_OPENAI = """
            {"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""";

    private static final String QUESTION_TO_ANTHROPIC = """
            {"model":"anthropic/claude-haiku-4-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""";

    private static String streamed(String question) {
        return question.replaceFirst("\\{", "{\"stream\":true,");
    }

    private void assertSame(String path, String request) {
        ask(path, request);
        String arrived = json.valueToTree(when().get("/simulator/calls?last=1").path("calls[-1].body"))
                .toString();
        assertThat(names(arrived)).isEqualTo(names(request));
    }

    private void assertReturned(String provider, String path, String question, String recorded) {
        ObjectNode replay = json.createObjectNode().put("provider", provider).put("kind", "replay");
        replay.put("body", recorded);
        given().contentType("application/json")
                .body(replay.toString())
                .post("/simulator/faults")
                .then()
                .statusCode(201);

        assertThat(names(ask(path, question))).isEqualTo(names(recorded));
    }

    private static String ask(String path, String request) {
        return given().contentType("application/json")
                .body(request)
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static Set<String> names(String text) {
        return NEW.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
