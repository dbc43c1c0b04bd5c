package dev.quartermaster.provider.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.testing.Requests;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Warned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What callers of other dialects send, in this protocol's words. */
class RequestTranslatorTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ModelSpec PRO = Samples.model(ProviderId.OPENAI, "gpt-5-pro", Feature.REASONING);

    @Test
    void aModelThatDoesNotReasonIsToldNothingOfReasoning() {
        ChatRequest request = Samples.withExtra(
                Samples.request(Dialect.OPENAI_RESPONSES, Message.of(Role.USER, Part.Text.of("Hi"))),
                Map.of("reasoning", Map.of("summary", "auto")));
        ModelSpec talks = Samples.model(ProviderId.OPENAI, "gpt-4o", Feature.TOOLS);

        assertThat(RequestTranslator.body(new ProviderCall<>(talks, request, null, quota -> {}), false))
                .doesNotContainKey("reasoning");
        assertThat(RequestTranslator.body(new ProviderCall<>(PRO, request, null, quota -> {}), false))
                .containsEntry("reasoning", Map.of("summary", "auto"));
    }

    @Test
    void aConversationWithToolsAndMediaBecomesItems() throws Exception {
        ChatRequest request = Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                Message.of(Role.SYSTEM, Part.Text.of("Be kind.")),
                Message.of(
                        Role.USER,
                        Part.Text.of("What is this?"),
                        new Part.Image(new MediaSource.Inline("image/png", "AAAA"), null, Map.of()),
                        new Part.Document(new MediaSource.Link("https://example.org/a.pdf"), null, Map.of())),
                Message.of(
                        Role.ASSISTANT,
                        new Part.Thinking("hm", "sealed", Map.of()),
                        new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "redacted_thinking", Map.of()),
                        Part.Text.of("Let me look."),
                        new Part.ToolCall("c1", "look", "{\"at\":1}", Map.of("caller", "x")),
                        new Part.ToolCall("c2", "look", "", Map.of())),
                Message.of(
                        Role.USER,
                        new Part.ToolResult("c1", List.of(Part.Text.of("a cat")), false, Map.of()),
                        new Part.ToolResult("c2", List.of(Part.Text.of("gone")), true, Map.of()),
                        Part.Text.of("And?")));

        assertBody(request, """
                {"model":"gpt-5-pro","store":false,"input":[
                  {"type":"message","role":"system","content":"Be kind."},
                  {"type":"message","role":"user","content":[{"type":"input_text","text":"What is this?"},
                    {"type":"input_image","image_url":"data:image/png;base64,AAAA"},
                    {"type":"input_file","file_url":"https://example.org/a.pdf"}]},
                  {"type":"message","role":"assistant","content":"Let me look."},
                  {"type":"function_call","call_id":"c1","name":"look","arguments":"{\\"at\\":1}"},
                  {"type":"function_call","call_id":"c2","name":"look","arguments":"{}"},
                  {"type":"function_call_output","call_id":"c1","output":"a cat"},
                  {"type":"function_call_output","call_id":"c2","output":[
                    {"type":"input_text","text":"Error:"},{"type":"input_text","text":"gone"}]},
                  {"type":"message","role":"user","content":"And?"}]}""");
    }

    @Test
    void optionsToolsAndTheFormatHaveTheirPlace() throws Exception {
        Map<String, Object> schema = Map.of("type", "object");
        ChatRequest request = Requests.openAi()
                .messages(Samples.question("Hi").messages())
                .options(new Options(100, 0.5, 0.9, null, null, null, 1, 0.0, null, true, 3, null, 4000, "u"))
                .tools(List.of(ToolSpec.function("look", "Looks.", schema, null), tool("free")))
                .toolChoice(new ToolChoice(ToolChoice.Mode.NAMED, "look"))
                .parallelToolCalls(false)
                .responseFormat(
                        new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "thing", null, schema, true, Map.of()))
                .extra(Map.of("verbosity", "low", "service_tier", "flex", "store", true, "metadata", Map.of("a", "b")))
                .build();

        assertBody(request, """
                {"model":"gpt-5-pro","input":[{"type":"message","role":"user","content":"Hi"}],
                 "max_output_tokens":100,"temperature":0.5,"top_p":0.9,"top_logprobs":3,
                 "reasoning":{"effort":"medium"},"user":"u","store":false,"service_tier":"flex","metadata":{"a":"b"},
                 "tools":[{"type":"function","name":"look","description":"Looks.","parameters":{"type":"object"},
                    "strict":false},
                   {"type":"function","name":"free","parameters":{"type":"object","properties":{}},"strict":false}],
                 "tool_choice":{"type":"function","name":"look"},"parallel_tool_calls":false,
                 "text":{"verbosity":"low",
                   "format":{"type":"json_schema","name":"thing","schema":{"type":"object"},"strict":true}},
                 "include":["message.output_text.logprobs"]}""");
    }

    @Test
    void anthropicsUserIsTheOneToKeepSafeFrom() {
        ChatRequest request = Samples.request(Dialect.ANTHROPIC_MESSAGES, Message.of(Role.USER, Part.Text.of("Hi")))
                .withOptions(new Options(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, "u".repeat(99)));

        Map<String, Object> body = RequestTranslator.body(new ProviderCall<>(PRO, request, null, quota -> {}), false);

        assertThat(body.get("safety_identifier")).asString().hasSize(64).doesNotContain("uu");
    }

    @Test
    void whatThisProtocolCannotSayIsReported() {
        Options options =
                new Options(null, null, null, 5, List.of("END"), 7L, 2, 0.1, 0.2, null, null, null, null, null);
        Message media = Message.of(
                Role.USER, Part.Text.of("x"), new Part.Image(new MediaSource.Uploaded("file-1"), null, Map.of()));
        ChatRequest request = Samples.withExtra(
                        Samples.request(Dialect.ANTHROPIC_MESSAGES, Message.of(Role.SYSTEM, Part.Text.of("s")), media),
                        Map.of("container", "c"))
                .withOptions(options);
        List<String> lost = new ArrayList<>();

        RequestTranslator.body(
                new ProviderCall<>(PRO, request, null, quota -> {}, (field, reason) -> lost.add(field)), false);

        assertThat(lost)
                .containsExactly(
                        "container",
                        "top_k",
                        "n",
                        "seed",
                        "stop_sequences",
                        "presence_penalty",
                        "frequency_penalty",
                        "messages[0].content[1]");
        assertThatThrownBy(() -> RequestTranslator.body(new ProviderCall<>(PRO, request, null, quota -> {}), false))
                .isInstanceOf(QuartermasterException.class);
    }

    @Test
    void aLimitBelowTheProtocolsLeastIsRaisedWithAWarning() {
        ChatRequest request = Samples.question("Hi")
                .withOptions(new Options(
                        1, null, null, null, List.of(), null, null, null, null, null, null, null, null, null));
        Warned warned = new Warned();

        Map<String, Object> body =
                RequestTranslator.body(new ProviderCall<>(PRO, request, null, quota -> {}, warned), false);

        assertThat(body).containsEntry("max_output_tokens", 16);
        assertThat(warned.omitted()).containsExactly("max_tokens");
    }

    private static ToolSpec tool(String name) {
        return ToolSpec.function(name, null, Map.of(), null);
    }

    private static void assertBody(ChatRequest request, String expected) throws Exception {
        Map<String, Object> body = RequestTranslator.body(new ProviderCall<>(PRO, request, null, quota -> {}), false);
        assertThat(MAPPER.readTree(MAPPER.writeValueAsBytes(body))).isEqualTo(MAPPER.readTree(expected));
    }
}
