package dev.quartermaster.api.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesReaderTest {

    private static final String USER = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void readsAWholeConversation() {
        MessagesReader.Body body = read("""
                {"model":"claude-sonnet-4-5","max_tokens":100,"stream":true,
                 "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
                 "messages":[
                  {"role":"user","content":[
                    {"type":"text","text":"What is this?"},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}},
                    {"type":"image","source":{"type":"url","url":"https://example.org/a.png"}},
                    {"type":"document","title":"Terms","source":{"type":"text","media_type":"text/plain","data":"hi"}},
                    {"type":"document","source":{"type":"file","file_id":"file_1"}},
                    {"type":"search_result","source":"a","title":"b","content":[]}]},
                  {"role":"assistant","content":[
                    {"type":"thinking","thinking":"Hm.","signature":"c2ln"},
                    {"type":"redacted_thinking","data":"EmwK"},
                    {"type":"tool_use","id":"t1","name":"look","input":{"x":1}}]},
                  {"role":"user","content":[
                    {"type":"tool_result","tool_use_id":"t1","is_error":true,"content":[
                      {"type":"text","text":"dark"},
                      {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}}]}]}]}
                """);

        List<Message> messages = body.chat().messages();
        Part image = new Part.Image(new MediaSource.Inline("image/png", "aGk="), null, Map.of());
        assertThat(body.model()).isEqualTo("claude-sonnet-4-5");
        assertThat(body.chat().stream()).isTrue();
        assertThat(body.chat().options().maxTokens()).isEqualTo(100);
        assertThat(messages)
                .extracting(Message::role)
                .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER);
        assertThat(messages.get(0).parts())
                .containsExactly(
                        new Part.Text("Be brief.", new CacheMark(null, Map.of("type", "ephemeral")), Map.of()));
        assertThat(messages.get(1).parts())
                .containsExactly(
                        Part.Text.of("What is this?"),
                        image,
                        new Part.Image(new MediaSource.Link("https://example.org/a.png"), null, Map.of()),
                        new Part.Document(new MediaSource.Inline("text/plain", "aGk="), "Terms", Map.of()),
                        new Part.Document(new MediaSource.Uploaded("file_1"), null, Map.of()),
                        opaque(Map.of("type", "search_result", "source", "a", "title", "b", "content", List.of())));
        assertThat(messages.get(2).parts())
                .containsExactly(
                        new Part.Thinking("Hm.", "c2ln", Map.of()),
                        opaque(Map.of("type", "redacted_thinking", "data", "EmwK")),
                        new Part.ToolCall("t1", "look", "{\"x\":1}", Map.of()));
        assertThat(messages.get(3).parts())
                .containsExactly(new Part.ToolResult("t1", List.of(Part.Text.of("dark"), image), true, Map.of()));
    }

    @Test
    void sharedWordsAreReadAndTheRestIsCarried() {
        ChatRequest chat = chat("""
                "temperature":0.5,"top_p":0.9,"top_k":40,"stop_sequences":["END"],
                "metadata":{"user_id":"u1","team":"a"},
                "thinking":{"type":"enabled","budget_tokens":2048,"display":"summarized"},
                "output_config":{"effort":"high","format":{"type":"json_schema","schema":{"type":"object"}}},
                "tool_choice":{"type":"tool","name":"look","disable_parallel_tool_use":true},
                "tools":[{"type":"custom","name":"look","description":"d","strict":true,
                          "input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}},
                         {"type":"web_search_20250305","name":"web_search","max_uses":3}],
                "service_tier":"auto","quartermaster":{"task_id":"t"}""");

        assertThat(chat.options().temperature()).isEqualTo(0.5);
        assertThat(chat.options().topP()).isEqualTo(0.9);
        assertThat(chat.options().topK()).isEqualTo(40);
        assertThat(chat.options().stop()).containsExactly("END");
        assertThat(chat.options().user()).isEqualTo("u1");
        assertThat(chat.options().thinkingBudget()).isEqualTo(2048);
        assertThat(chat.options().reasoningEffort()).isEqualTo("high");
        assertThat(chat.responseFormat())
                .isEqualTo(new ResponseFormat(
                        ResponseFormat.Kind.JSON_SCHEMA, null, null, Map.of("type", "object"), null, Map.of()));
        assertThat(chat.toolChoice()).isEqualTo(new ToolChoice(ToolChoice.Mode.NAMED, "look"));
        assertThat(chat.parallelToolCalls()).isFalse();
        assertThat(chat.tools())
                .containsExactly(
                        ToolSpec.function(
                                "look",
                                "d",
                                Map.of("type", "object"),
                                true,
                                new CacheMark(null, Map.of("type", "ephemeral")),
                                Map.of()),
                        ToolSpec.hosted(
                                "web_search_20250305",
                                "web_search",
                                Map.of("type", "web_search_20250305", "name", "web_search", "max_uses", 3)));
        assertThat(chat.extra())
                .isEqualTo(Map.of(
                        "service_tier", "auto",
                        "metadata", Map.of("team", "a"),
                        "thinking", Map.of("display", "summarized")));
    }

    @Test
    void thinkingCanBeSwitchedOffOrLeftToTheModel() {
        ChatRequest off = chat("\"thinking\":{\"type\":\"disabled\"}");
        ChatRequest adaptive = chat("\"thinking\":{\"type\":\"adaptive\"}");

        assertThat(off.options().thinkingBudget()).isZero();
        assertThat(off.extra()).isEmpty();
        assertThat(adaptive.options().thinkingBudget()).isNull();
        assertThat(adaptive.extra()).isEqualTo(Map.of("thinking", Map.of("type", "adaptive")));
    }

    @Test
    void theBetaNamesOfTheHeaderGoAlong() {
        MessagesReader.Body body = MessagesReader.read(
                JsonBody.parse(json, bytes("{\"model\":\"m\",\"max_tokens\":1," + USER + "}")), List.of("a", "b"));

        assertThat(body.chat().extra()).isEqualTo(Map.of("anthropic_beta", List.of("a", "b")));
    }

    @Test
    void aCountNeedsNoLimitAndNeverStreams() {
        MessagesReader.Body body = MessagesReader.readForCount(
                JsonBody.parse(json, bytes("{\"model\":\"m\",\"stream\":true," + USER + "}")), List.of());

        assertThat(body.chat().stream()).isFalse();
        assertThat(body.chat().options().maxTokens()).isNull();
        assertThat(body.chat().extra()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_tokens|\"max_tokens\":0",
                "max_tokens|\"max_tokens\":null",
                "temperature|\"temperature\":\"hot\"",
                "top_k|\"top_k\":-1",
                "stop_sequences[1]|\"stop_sequences\":[\"a\",2]",
                "system|\"system\":7",
                "system[0].text|\"system\":[{\"type\":\"text\"}]",
                "thinking.budget_tokens|\"thinking\":{\"type\":\"enabled\"}",
                "output_config.format.schema|\"output_config\":{\"format\":{\"type\":\"json_schema\"}}",
                "tool_choice.type|\"tool_choice\":{\"type\":\"some\"}",
                "tool_choice.name|\"tool_choice\":{\"type\":\"tool\"}",
                "tools[0].input_schema|\"tools\":[{\"name\":\"f\"}]",
                "tools[0].name|\"tools\":[{\"name\":\" \",\"input_schema\":{}}]",
                "metadata.user_id|\"metadata\":{\"user_id\":1}",
                "messages|\"messages\":[]",
                "messages[0].role|\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]",
                "messages[0].content|\"messages\":[{\"role\":\"user\"}]"
            })
    void aFieldThatCannotBeReadIsNamed(String param, String field) {
        assertRefused(param, "{\"model\":\"m\",\"max_tokens\":5," + USER + "," + field + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type|{}",
                "text|{\"type\":\"text\"}",
                "source|{\"type\":\"image\"}",
                "source.media_type|{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"aGk=\"}}",
                "source.url|{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"\"}}",
                "source.file_id|{\"type\":\"document\",\"source\":{\"type\":\"file\"}}",
                "input|{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":\"{}\"}",
                "tool_use_id|{\"type\":\"tool_result\",\"content\":\"x\"}",
                "content[0].text|{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":[{\"type\":\"text\"}]}",
                "thinking|{\"type\":\"thinking\",\"signature\":\"s\"}"
            })
    void aBlockThatCannotBeReadIsNamed(String field, String block) {
        assertRefused(
                "messages[0].content[1]." + field,
                "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"text\",\"text\":\"Hi\"}," + block + "]}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[]", "\"text\""})
    void aBodyThatIsNoObjectIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(QuartermasterException.class);
    }

    private void assertRefused(String param, String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> assertThat(refusal.param())
                        .contains(param));
    }

    private ChatRequest chat(String fields) {
        return read("{\"model\":\"m\",\"max_tokens\":5," + USER + "," + fields + "}")
                .chat();
    }

    private MessagesReader.Body read(String body) {
        return MessagesReader.read(JsonBody.parse(json, bytes(body)), List.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Part opaque(Map<String, Object> block) {
        return new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, (String) block.get("type"), block);
    }
}
