package dev.quartermaster.api.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesRequestReaderTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aTextIsTheUsersTurnAfterTheInstructions() throws Exception {
        ChatRequest chat = chat("""
                {"model":"m","instructions":"Be brief.","input":"Hi","stream":true,"max_output_tokens":9,
                 "temperature":0,"top_p":0.5,"user":"u","reasoning":{"effort":"low","summary":"auto"},"store":true,
                 "include":["reasoning.encrypted_content"],"truncation":"disabled","service_tier":"flex"}""");

        assertThat(chat.dialect()).isEqualTo(Dialect.OPENAI_RESPONSES);
        assertThat(chat.stream()).isTrue();
        assertThat(chat.messages())
                .containsExactly(
                        new Message(Role.SYSTEM, List.of(Part.Text.of("Be brief.")), null, ItemMark.instructions()),
                        Message.of(Role.USER, Part.Text.of("Hi")));
        assertThat(chat.options().maxTokens()).isEqualTo(9);
        assertThat(chat.options().temperature()).isZero();
        assertThat(chat.options().topP()).isEqualTo(0.5);
        assertThat(chat.options().reasoningEffort()).isEqualTo("low");
        assertThat(chat.options().user()).isEqualTo("u");
        assertThat(chat.extra())
                .containsOnly(Map.entry("service_tier", "flex"), Map.entry("reasoning", Map.of("summary", "auto")));
    }

    @Test
    void whatTheModelSaidInSeveralItemsIsOneTurn() throws Exception {
        ChatRequest chat = chat("""
                {"model":"m","input":[
                  {"role":"user","content":"Weather in Rome and Oslo?"},
                  {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Two calls."}]},
                  {"type":"message","id":"msg_1","role":"assistant","status":"completed",
                   "content":[{"type":"output_text","text":"Looking.","annotations":[]}]},
                  {"type":"function_call","id":"fc_1","call_id":"a","name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"},
                  {"type":"function_call","id":"fc_2","call_id":"b","name":"weather","arguments":"{}"},
                  {"type":"function_call_output","call_id":"a","output":"warm"},
                  {"type":"function_call_output","call_id":"b","output":[{"type":"input_text","text":"cold"}]},
                  {"role":"developer","content":[{"type":"input_text","text":"In Celsius."}]}]}""");

        assertThat(chat.messages())
                .extracting(Message::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.TOOL, Role.DEVELOPER);
        assertThat(chat.messages().get(1).parts())
                .hasSize(4)
                .first()
                .isInstanceOfSatisfying(Part.Thinking.class, thinking -> {
                    assertThat(thinking.text()).isEqualTo("Two calls.");
                    assertThat(thinking.signature()).isNull();
                    assertThat(thinking.extra()).containsEntry("id", "rs_1");
                });
        assertThat(chat.messages().get(1).parts().subList(1, 4))
                .containsExactly(
                        new Part.Text(
                                "Looking.",
                                ItemMark.beginning(
                                        Map.of("annotations", List.of()),
                                        Map.of("id", "msg_1", "status", "completed"))),
                        new Part.ToolCall("a", "weather", "{\"city\":\"Rome\"}", Map.of("id", "fc_1")),
                        new Part.ToolCall("b", "weather", "{}", Map.of("id", "fc_2")));
        assertThat(chat.messages().get(3).parts())
                .containsExactly(new Part.ToolResult("b", List.of(Part.Text.of("cold")), false, Map.of()));
    }

    @Test
    void picturesAndFilesAreReadFromWhereverTheyAre() throws Exception {
        ChatRequest chat = chat("""
                {"model":"m","input":[{"role":"user","content":[
                  {"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"},
                  {"type":"input_image","image_url":"https://example.org/a.png"},
                  {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"},
                  {"type":"input_file","file_url":"https://example.org/a.pdf"},
                  {"type":"input_file","file_id":"file-1"}]}]}""");

        assertThat(chat.messages().get(0).parts())
                .containsExactly(
                        new Part.Image(new MediaSource.Inline("image/png", "AAAA"), "low", Map.of()),
                        new Part.Image(new MediaSource.Link("https://example.org/a.png"), null, Map.of()),
                        new Part.Document(new MediaSource.Inline("application/pdf", "BBBB"), "a.pdf", Map.of()),
                        new Part.Document(new MediaSource.Link("https://example.org/a.pdf"), null, Map.of()),
                        new Part.Document(new MediaSource.Uploaded("file-1"), null, Map.of()));
    }

    @Test
    void toolsAndTheFormatStandFlat() throws Exception {
        ChatRequest chat = chat("""
                {"model":"m","input":"Hi","parallel_tool_calls":false,
                 "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true},
                          {"type":"web_search","search_context_size":"low"}],
                 "tool_choice":{"type":"function","name":"f"},
                 "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true}}}""");

        assertThat(chat.tools().get(0).name()).isEqualTo("f");
        assertThat(chat.tools().get(0).parameters()).isEqualTo(Map.of("type", "object"));
        assertThat(chat.tools().get(0).strict()).isTrue();
        assertThat(chat.tools().get(1).extra()).containsEntry("search_context_size", "low");
        assertThat(chat.toolChoice()).isEqualTo(new ToolChoice(ToolChoice.Mode.NAMED, "f"));
        assertThat(chat.parallelToolCalls()).isFalse();
        assertThat(chat.responseFormat().kind()).isEqualTo(ResponseFormat.Kind.JSON_SCHEMA);
        assertThat(chat.responseFormat().schema()).isEqualTo(Map.of("type", "object"));
    }

    @Test
    void whatOnlyThisDialectKnowsIsCarriedAlong() throws Exception {
        ChatRequest chat = chat("""
                {"model":"m","input":"Hi","truncation":"auto","tool_choice":{"type":"web_search"},
                 "include":["file_search_call.results","reasoning.encrypted_content","message.output_text.logprobs"],
                 "text":{"verbosity":"high"},"max_tool_calls":3}""");

        assertThat(chat.extra())
                .containsOnly(
                        Map.entry("truncation", "auto"),
                        Map.entry("tool_choice", Map.of("type", "web_search")),
                        Map.entry("include", List.of("file_search_call.results")),
                        Map.entry("text", Map.of("verbosity", "high")),
                        Map.entry("max_tool_calls", 3));
        assertThat(chat.options().logprobs()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"input":"Hi"}                                                        | model
            {"model":"m"}                                                         | input
            {"model":"m","input":[]}                                              | input
            {"model":"m","input":7}                                               | input
            {"model":"m","input":"Hi","previous_response_id":"resp_1"}            | previous_response_id
            {"model":"m","input":"Hi","conversation":{"id":"c"}}                  | conversation
            {"model":"m","input":"Hi","background":true}                          | background
            {"model":"m","input":"Hi","prompt":{"id":"p"}}                        | prompt
            {"model":"m","input":"Hi","temperature":"hot"}                        | temperature
            {"model":"m","input":"Hi","tools":[{"type":"function"}]}              | tools[0].name
            {"model":"m","input":"Hi","text":{"format":{"type":"xml"}}}           | text.format.type
            {"model":"m","input":[{"role":"tool","content":"x"}]}                 | input[0].role
            {"model":"m","input":[{"role":"user"}]}                               | input[0].content
            {"model":"m","input":[{"type":"item_reference","id":"x"}]}            | input[0].type
            {"model":"m","input":[{"type":"function_call","call_id":"a","name":"f"}]} | input[0].arguments
            {"model":"m","input":[{"type":"function_call_output","call_id":"a"}]} | input[0].output
            {"model":"m","input":[{"role":"user","content":[{"type":"input_text"}]}]} | input[0].content[0].text
            {"model":"m","input":[{"role":"user","content":[{"type":"input_image"}]}]} | input[0].content[0].type
            """)
    void whatCannotBeReadOrKeptIsNamed(String body, String param) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> assertThat(refusal.param())
                        .contains(param));
    }

    private ChatRequest chat(String body) throws Exception {
        return read(body).chat();
    }

    private ResponsesRequestReader.Body read(String body) throws Exception {
        return new ResponsesRequestReader(json).read(json.readTree(body));
    }
}
