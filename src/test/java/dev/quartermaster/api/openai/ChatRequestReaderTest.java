package dev.quartermaster.api.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.api.json.JsonBody;
import dev.quartermaster.domain.QuartermasterException;
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

class ChatRequestReaderTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void readsAWholeConversation() {
        ChatRequestReader.Body body = read("""
                {"model":"gpt-4o","stream":true,"stream_options":{"include_usage":true},
                 "messages":[
                  {"role":"developer","content":"Be brief."},
                  {"role":"user","name":"ann","content":[
                    {"type":"text","text":"What is this?"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,aGk=","detail":"low"}},
                    {"type":"image_url","image_url":{"url":"https://example.org/a.png"}},
                    {"type":"file","file":{"file_id":"file-1"}},
                    {"type":"input_audio","input_audio":{"data":"aGk=","format":"wav"}}]},
                  {"role":"assistant","content":null,"tool_calls":[
                    {"id":"c1","type":"function","function":{"name":"look","arguments":"{\\"x\\":1}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"a cat"}]}
                """);

        List<Message> messages = body.chat().messages();
        assertThat(messages)
                .extracting(Message::role)
                .containsExactly(Role.DEVELOPER, Role.USER, Role.ASSISTANT, Role.TOOL);
        assertThat(messages.get(1).name()).isEqualTo("ann");
        assertThat(messages.get(1).parts())
                .containsExactly(
                        Part.Text.of("What is this?"),
                        new Part.Image(new MediaSource.Inline("image/png", "aGk="), "low", Map.of()),
                        new Part.Image(new MediaSource.Link("https://example.org/a.png"), null, Map.of()),
                        new Part.Document(new MediaSource.Uploaded("file-1"), null, Map.of()),
                        new Part.Opaque(
                                Dialect.OPENAI_CHAT,
                                "input_audio",
                                Map.of("type", "input_audio", "input_audio", Map.of("data", "aGk=", "format", "wav"))));
        assertThat(messages.get(2).parts()).containsExactly(new Part.ToolCall("c1", "look", "{\"x\":1}", Map.of()));
        assertThat(messages.get(3).parts())
                .containsExactly(new Part.ToolResult("c1", List.of(Part.Text.of("a cat")), false, Map.of()));
        assertThat(body.chat().stream()).isTrue();
        assertThat(body.includeUsage()).isTrue();
    }

    @Test
    void carriesWhatItDoesNotKnow() {
        ChatRequestReader.Body body = read("""
                {"model":"m","service_tier":"flex","logit_bias":{"50256":-100},"metadata":null,
                 "messages":[{"role":"user","content":"hi","weight":1.5}]}
                """);

        assertThat(body.chat().extra()).containsOnlyKeys("service_tier", "logit_bias");
        assertThat(body.chat().extra().get("logit_bias")).isEqualTo(Map.of("50256", -100));
        assertThat(body.chat().messages().get(0).extra()).isEqualTo(Map.of("weight", 1.5));
    }

    @Test
    void aCacheMarkOnTheWholeMessageIsOneOnItsLastText() {
        Message system = read("""
                {"model":"m","messages":[{"role":"system","content":"Be brief.","cache_control":{"type":"ephemeral"}},
                 {"role":"user","content":"Hi"}]}""").chat().messages().get(0);

        assertThat(system.extra()).isEmpty();
        assertThat(((Part.Text) system.parts().get(0)).cache()).isNotNull();
    }

    @Test
    void theCallersOwnObjectIsNotPartOfTheRequest() {
        ChatRequestReader.Body body = read("""
                {"model":"m","messages":[{"role":"user","content":"hi"}],"quartermaster":{"agent_type":"sql"}}
                """);

        assertThat(body.chat().extra()).isEmpty();
        assertThat(body.hints().text("agent_type")).isEqualTo("sql");
    }

    @Test
    void readsOptionsToolsAndFormats() {
        ChatRequestReader.Body body = read("""
                {"model":"m","messages":[{"role":"user","content":"hi"}],
                 "max_tokens":10,"max_completion_tokens":20,"temperature":0,"top_p":0.5,"stop":"END","seed":7,"n":2,
                 "presence_penalty":-1,"frequency_penalty":1,"logprobs":true,"top_logprobs":3,
                 "reasoning_effort":"low","user":"u","parallel_tool_calls":false,
                 "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"},"strict":true}},
                          {"type":"custom","custom":{"name":"g"}}],
                 "tool_choice":{"type":"function","function":{"name":"f"}},
                 "response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"}}}}
                """);

        assertThat(body.chat().options().maxTokens()).isEqualTo(20);
        assertThat(body.chat().options().stop()).containsExactly("END");
        assertThat(body.chat().options().temperature()).isZero();
        assertThat(body.chat().tools()).hasSize(2);
        assertThat(body.chat().tools().get(1)).isEqualTo(ToolSpec.custom("g", null, Map.of(), null, Map.of()));
        assertThat(body.chat().toolChoice()).isEqualTo(new ToolChoice(ToolChoice.Mode.NAMED, "f"));
        assertThat(body.chat().responseFormat().kind()).isEqualTo(ResponseFormat.Kind.JSON_SCHEMA);
        assertThat(body.chat().parallelToolCalls()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model                      | {'messages':[{'role':'user','content':'x'}]}",
                "model                      | {'model':7,'messages':[{'role':'user','content':'x'}]}",
                "messages                   | {'model':'m'}",
                "messages                   | {'model':'m','messages':[]}",
                "messages                   | {'model':'m','messages':'hi'}",
                "messages[0]                | {'model':'m','messages':['hi']}",
                "messages[0].role           | {'model':'m','messages':[{'content':'x'}]}",
                "messages[0].role           | {'model':'m','messages':[{'role':'robot','content':'x'}]}",
                "messages[0].content        | {'model':'m','messages':[{'role':'user'}]}",
                "messages[0].content        | {'model':'m','messages':[{'role':'user','content':5}]}",
                "messages[0].content[0].type | {'model':'m','messages':[{'role':'user','content':[{}]}]}",
                "messages[0].content[0].text | {'model':'m','messages':[{'role':'user','content':[{'type':'text'}]}]}",
                "messages[0].content[0].image_url.url | "
                        + "{'model':'m','messages':[{'role':'user','content':[{'type':'image_url','image_url':{}}]}]}",
                "messages[0].tool_call_id   | {'model':'m','messages':[{'role':'tool','content':'x'}]}",
                "temperature                | {'model':'m','messages':[{'role':'user','content':'x'}],'temperature':'hot'}",
                "max_tokens                 | {'model':'m','messages':[{'role':'user','content':'x'}],'max_tokens':0}",
                "max_tokens                 | {'model':'m','messages':[{'role':'user','content':'x'}],'max_tokens':1.5}",
                "stop[1]                    | {'model':'m','messages':[{'role':'user','content':'x'}],'stop':['a',2]}",
                "tool_choice                | {'model':'m','messages':[{'role':'user','content':'x'}],'tool_choice':'any'}",
                "tools[0].function          | {'model':'m','messages':[{'role':'user','content':'x'}],'tools':[{'type':'function'}]}",
                "response_format.type       | {'model':'m','messages':[{'role':'user','content':'x'}],'response_format':{'type':'xml'}}",
                "stream                     | {'model':'m','messages':[{'role':'user','content':'x'}],'stream':'yes'}",
                "quartermaster              | {'model':'m','messages':[{'role':'user','content':'x'}],'quartermaster':1}",
            })
    void anUnreadableFieldIsNamed(String field, String body) {
        assertThatThrownBy(() -> read(body.replace('\'', '"')))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> {
                    assertThat(refusal.param()).contains(field);
                    assertThat(refusal.code().status()).isEqualTo(400);
                });
    }

    @Test
    void aBodyThatIsNotAnObjectIsRefused() {
        assertThatThrownBy(() -> read("[1]")).hasMessage("The request body must be an object, not array");
    }

    private ChatRequestReader.Body read(String body) {
        return ChatRequestReader.read(JsonBody.parse(json, body.getBytes(StandardCharsets.UTF_8)));
    }
}
