package dev.quartermaster.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTranslatorTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ModelSpec PLAIN = Samples.model(ProviderId.OPENAI, "gpt-4o");
    private static final ModelSpec REASONING = Samples.model(ProviderId.OPENAI, "gpt-5", Feature.REASONING);

    @Test
    void aPlainQuestionIsPlain() throws Exception {
        assertBody(body(PLAIN, Samples.question("Hi"), false), """
                {"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}""");
    }

    @Test
    void aStreamAlwaysAsksForUsage() throws Exception {
        ChatRequest request = Samples.withExtra(
                Samples.question("Hi"), Map.of("stream_options", Map.of("include_obfuscation", false)));

        assertBody(body(PLAIN, request, true), """
                {"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],"stream":true,
                 "stream_options":{"include_obfuscation":false,"include_usage":true}}""");
        assertThat(body(PLAIN, request, false)).doesNotContainKeys("stream", "stream_options");
    }

    @Test
    void everyOptionHasItsName() throws Exception {
        Options options =
                new Options(100, 0.5, 0.9, null, List.of("END"), 7L, 2, 0.1, 0.2, true, 3, null, null, "user-1");

        assertBody(body(PLAIN, Samples.question("Hi").withOptions(options), false), """
                {"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],"max_tokens":100,"temperature":0.5,
                 "top_p":0.9,"stop":["END"],"seed":7,"n":2,"presence_penalty":0.1,"frequency_penalty":0.2,
                 "logprobs":true,"top_logprobs":3,"user":"user-1"}""");
    }

    @Test
    void reasoningModelsTakeTheNewerTokenLimitAndAnEffortForABudget() {
        Options options =
                new Options(100, null, null, null, null, null, null, null, null, null, null, null, 4000, null);

        Map<String, Object> body = body(REASONING, Samples.question("Hi").withOptions(options), false);

        assertThat(body)
                .containsEntry("max_completion_tokens", 100)
                .doesNotContainKey("max_tokens")
                .containsEntry("reasoning_effort", "medium");
    }

    @Test
    void unknownFieldsGoOnOnlyInTheSameDialect() {
        ChatRequest same = Samples.withExtra(Samples.question("Hi"), Map.of("service_tier", "flex"));
        ChatRequest other = Samples.withExtra(
                Samples.request(Dialect.ANTHROPIC_MESSAGES, Message.of(Role.USER, Part.Text.of("Hi"))),
                Map.of("service_tier", "flex"));

        assertThat(body(PLAIN, same, false)).containsEntry("service_tier", "flex");
        assertThat(body(PLAIN, other, false)).doesNotContainKey("service_tier");
    }

    @Test
    void aConversationWithToolsAndMediaIsWrittenOut() throws Exception {
        ChatRequest request = Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                Message.of(Role.SYSTEM, Part.Text.of("Be kind.")),
                Message.of(
                        Role.USER,
                        Part.Text.of("What is this?"),
                        new Part.Image(new MediaSource.Inline("image/png", "AAAA"), "low", Map.of()),
                        new Part.Document(new MediaSource.Inline("application/pdf", "BBBB"), "a.pdf", Map.of())),
                Message.of(
                        Role.ASSISTANT,
                        new Part.Thinking("hm", "sealed", Map.of()),
                        new Part.ToolCall("c1", "look", "{\"at\":1}", Map.of()),
                        new Part.ToolCall("c2", "look", "{\"at\":2}", Map.of())),
                Message.of(
                        Role.USER,
                        new Part.ToolResult("c1", List.of(Part.Text.of("a cat")), false, Map.of()),
                        new Part.ToolResult("c2", List.of(Part.Text.of("gone")), true, Map.of()),
                        Part.Text.of("And?")));

        assertBody(body(PLAIN, request, false), """
                {"model":"gpt-4o","messages":[
                  {"role":"system","content":"Be kind."},
                  {"role":"user","content":[{"type":"text","text":"What is this?"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
                    {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"}}]},
                  {"role":"assistant","tool_calls":[
                    {"id":"c1","type":"function","function":{"name":"look","arguments":"{\\"at\\":1}"}},
                    {"id":"c2","type":"function","function":{"name":"look","arguments":"{\\"at\\":2}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":"a cat"},
                  {"role":"tool","tool_call_id":"c2","content":[
                    {"type":"text","text":"Error:"},{"type":"text","text":"gone"}]},
                  {"role":"user","content":"And?"}]}""");
    }

    @Test
    void toolsTheirChoiceAndTheFormatAreWrittenOut() throws Exception {
        Map<String, Object> schema = Map.of("type", "object");
        ChatRequest question = Samples.question("Hi");
        ChatRequest request = Requests.openAi()
                .messages(question.messages())
                .tools(List.of(
                        ToolSpec.function("look", "Looks.", schema, true),
                        ToolSpec.custom("free", null, Map.of(), null, Map.of())))
                .toolChoice(new ToolChoice(ToolChoice.Mode.NAMED, "look"))
                .parallelToolCalls(false)
                .responseFormat(
                        new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "thing", null, schema, true, Map.of()))
                .build();

        assertBody(body(PLAIN, request, false), """
                {"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],
                 "tools":[{"type":"function","function":
                    {"name":"look","description":"Looks.","parameters":{"type":"object"},"strict":true}},
                    {"type":"custom","custom":{"name":"free"}}],
                 "tool_choice":{"type":"function","function":{"name":"look"}},"parallel_tool_calls":false,
                 "response_format":{"type":"json_schema",
                    "json_schema":{"name":"thing","schema":{"type":"object"},"strict":true}}}""");
    }

    @Test
    void whatCannotBeExpressedIsNamed() {
        refuses(
                "top_k",
                Samples.question("Hi")
                        .withOptions(new Options(
                                null, null, null, 5, null, null, null, null, null, null, null, null, null, null)));
        refuses(
                "messages[0].content[0]",
                Samples.request(
                        Dialect.ANTHROPIC_MESSAGES,
                        Message.of(Role.SYSTEM, Part.Text.of("x")),
                        Message.of(Role.USER, new Part.Image(new MediaSource.Uploaded("file-1"), null, Map.of()))));
        refuses(
                "messages[0].content[0]",
                Samples.request(
                        Dialect.ANTHROPIC_MESSAGES,
                        Message.of(Role.USER, new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "search", Map.of()))));
        refuses(
                "messages[0].content[0].content[0]",
                Samples.request(
                        Dialect.ANTHROPIC_MESSAGES,
                        Message.of(
                                Role.USER,
                                new Part.ToolResult(
                                        "c1",
                                        List.of(new Part.Image(new MediaSource.Uploaded("file-1"), null, Map.of())),
                                        false,
                                        Map.of()))));
    }

    @Test
    void whatIsNoTextInToolResultsFollowsAllOfThemInOneTurnOfTheUser() throws Exception {
        Part.Image image = new Part.Image(new MediaSource.Inline("image/png", "iVBORw0KGgo="), null, Map.of());
        Part.Document pdf = new Part.Document(new MediaSource.Inline("application/pdf", "JVBERi0="), null, Map.of());
        Part.Document text = new Part.Document(new MediaSource.Inline("text/plain", "SGVsbG8="), "a.txt", Map.of());
        Message results = Message.of(
                Role.USER,
                result("c1", Part.Text.of("A map."), image),
                result("c2", pdf),
                result("c3", text),
                Part.Text.of("Well?"));
        ChatRequest request = Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                Message.of(Role.USER, Part.Text.of("Look")),
                Message.of(Role.ASSISTANT, call("c1"), call("c2"), call("c3")),
                results,
                Message.of(Role.ASSISTANT, call("c4")),
                Message.of(Role.USER, result("c4", image)),
                Message.of(Role.ASSISTANT, Part.Text.of("Good.")));

        JsonNode messages = MAPPER.valueToTree(body(PLAIN, request, false)).get("messages");

        assertThat(messages)
                .extracting(message -> message.get("role").asText())
                .containsExactly(
                        "user", "assistant", "tool", "tool", "tool", "user", "assistant", "tool", "user", "assistant");
        assertThat(messages.get(2).get("content").asText()).isEqualTo("A map.");
        assertThat(messages.get(3).get("content").asText()).isEqualTo(ResultMedia.ELSEWHERE);
        assertThat(messages.get(4).get("content").asText()).isEqualTo("a.txt\n\nHello");
        assertThat(messages.get(5).get("content")).isEqualTo(MAPPER.readTree("""
                [{"type":"text","text":"Image in the result of the tool call c1 (look):"},
                 {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}},
                 {"type":"text","text":"Document in the result of the tool call c2 (look):"},
                 {"type":"file","file":{"filename":"document","file_data":"data:application/pdf;base64,JVBERi0="}},
                 {"type":"text","text":"Well?"}]"""));
        assertThat(messages.get(8).at("/content/1/image_url/url").asText()).startsWith("data:image/png");
    }

    @Test
    void reasoningGoesBackToThoseWhoAskForIt() {
        Part thinking = new Part.Thinking("Let me see.", "sealed elsewhere", Map.of());
        ChatRequest request = Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                Message.of(Role.USER, Part.Text.of("Hi")),
                Message.of(Role.ASSISTANT, thinking, call("c1")),
                Message.of(Role.USER, result("c1", Part.Text.of("ok"))),
                Message.of(Role.ASSISTANT, Part.Text.of("Done.")));
        ProviderCall<ChatRequest> call = new ProviderCall<>(PLAIN, request, null, quota -> {});

        JsonNode asked = MAPPER.valueToTree(RequestTranslator.body(call, false, "reasoning_content"));
        JsonNode unasked = MAPPER.valueToTree(RequestTranslator.body(call, false));

        assertThat(asked.at("/messages/1/reasoning_content").asText()).isEqualTo("Let me see.");
        assertThat(asked.at("/messages/3/reasoning_content").asText()).isEqualTo(" ");
        assertThat(asked.at("/messages/0/reasoning_content").isMissingNode()).isTrue();
        assertThat(unasked.toString()).doesNotContain("reasoning", "Let me see.");
    }

    @Test
    void aTurnThatWasCutOffWhileTheModelReasonedIsLeftOutOrHasAnEmptyText() {
        ChatRequest request = Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                Message.of(Role.USER, Part.Text.of("Hi")),
                Message.of(Role.ASSISTANT, new Part.Thinking("Hm", null, Map.of())),
                Message.of(Role.USER, Part.Text.of("Well?")));
        ProviderCall<ChatRequest> call = new ProviderCall<>(PLAIN, request, null, quota -> {});

        JsonNode unasked =
                MAPPER.valueToTree(RequestTranslator.body(call, false)).get("messages");
        JsonNode asked = MAPPER.valueToTree(RequestTranslator.body(call, false, "reasoning_content"))
                .get("messages");

        assertThat(unasked).extracting(message -> message.get("role").asText()).containsExactly("user", "user");
        assertThat(asked.at("/1/content").isTextual()).isTrue();
        assertThat(asked.at("/1/reasoning_content").asText()).isEqualTo("Hm");
    }

    @Test
    void aLenientCallerLosesOnlyWhatCannotBeSaid() throws Exception {
        ChatRequest request = Samples.withExtra(
                        Samples.request(
                                Dialect.ANTHROPIC_MESSAGES,
                                Message.of(
                                        Role.USER,
                                        Part.Text.of("Hi"),
                                        new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "search", Map.of()))),
                        Map.of("container", "c", "service_tier", "standard_only"))
                .withOptions(new Options(
                        null, null, null, 5, null, null, null, null, null, null, null, null, null, "u".repeat(65)));
        List<String> lost = new ArrayList<>();

        Map<String, Object> body = RequestTranslator.body(
                new ProviderCall<>(PLAIN, request, null, quota -> {}, (field, reason) -> lost.add(field)), false);

        assertThat(lost).containsExactly("container", "messages[0].content[1]", "top_k");
        assertThat(body.remove("user")).asString().hasSize(64).doesNotContain("uuu");
        assertBody(body, """
                {"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],"service_tier":"default"}""");
    }

    @Test
    void fieldsOfResponsesHaveTheirPlaceHereToo() {
        ChatRequest request = Samples.withExtra(
                Samples.request(Dialect.OPENAI_RESPONSES, Message.of(Role.USER, Part.Text.of("Hi"))),
                Map.of(
                        "service_tier",
                        "flex",
                        "safety_identifier",
                        "s",
                        "metadata",
                        Map.of("a", "b"),
                        "text",
                        Map.of("verbosity", "low")));

        assertThat(body(PLAIN, request, false))
                .containsEntry("service_tier", "flex")
                .containsEntry("safety_identifier", "s")
                .containsEntry("verbosity", "low")
                .doesNotContainKeys("text", "metadata");
        refuses("text.tone", Samples.withExtra(request, Map.of("text", Map.of("tone", "low"))));
    }

    @Test
    void moreStopSequencesThanOpenAiTakesAreNamed() {
        List<String> stop = List.of("a", "b", "c", "d", "e");
        ChatRequest request = Samples.request(Dialect.ANTHROPIC_MESSAGES, Message.of(Role.USER, Part.Text.of("Hi")))
                .withOptions(new Options(
                        null, null, null, null, stop, null, null, null, null, null, null, null, null, null));

        refuses("stop_sequences", request);
        ProviderCall<ChatRequest> lenient =
                new ProviderCall<>(PLAIN, request, null, quota -> {}, (field, reason) -> {});
        assertThat(RequestTranslator.body(lenient, false)).containsEntry("stop", stop.subList(0, 4));
        ModelSpec other = Samples.model(ProviderId.of("kimi"), "kimi-k2");
        assertThat(body(other, request, false)).containsEntry("stop", stop);
    }

    private static Part.ToolCall call(String id) {
        return new Part.ToolCall(id, "look", "{}", Map.of());
    }

    private static Part.ToolResult result(String id, Part... content) {
        return new Part.ToolResult(id, List.of(content), false, Map.of());
    }

    private static void refuses(String field, ChatRequest request) {
        assertThatThrownBy(() -> body(PLAIN, request, false))
                .isInstanceOfSatisfying(
                        QuartermasterException.class, e -> assertThat(e.param()).contains(field));
    }

    private static Map<String, Object> body(ModelSpec model, ChatRequest request, boolean stream) {
        return RequestTranslator.body(new ProviderCall<>(model, request, null, quota -> {}), stream);
    }

    private static void assertBody(Map<String, Object> body, String expected) throws Exception {
        JsonNode written = MAPPER.readTree(MAPPER.writeValueAsBytes(body));
        assertThat(written).isEqualTo(MAPPER.readTree(expected));
    }
}
