package dev.quartermaster.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Requests;
import dev.quartermaster.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OllamaTranslationTest {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final ModelSpec MODEL = Samples.model(ProviderId.OLLAMA, "llama3.2");

    private final Json json = new Json(MAPPER);

    @Test
    void aConversationIsWrittenOut() throws Exception {
        ChatRequest request = Samples.request(
                Dialect.OPENAI_CHAT,
                Message.of(Role.DEVELOPER, Part.Text.of("Be kind.")),
                Message.of(
                        Role.USER,
                        Part.Text.of("What is this?"),
                        new Part.Image(new MediaSource.Inline("image/png", "AAAA"), null, Map.of())),
                Message.of(Role.ASSISTANT, new Part.ToolCall("c1", "look", "{\"at\":1}", Map.of())),
                Message.of(Role.TOOL, new Part.ToolResult("c1", List.of(Part.Text.of("a cat")), true, Map.of())));

        assertBody(request, """
                {"model":"llama3.2","messages":[
                  {"role":"system","content":"Be kind."},
                  {"role":"user","content":"What is this?","images":["AAAA"]},
                  {"role":"assistant","content":"","tool_calls":[
                    {"id":"c1","function":{"name":"look","arguments":{"at":1}}}]},
                  {"role":"tool","content":"Error: a cat","tool_name":"look","tool_call_id":"c1"}],
                 "stream":false}""");
    }

    @Test
    void optionsToolsAndFormatAreWrittenOut() throws Exception {
        Options options =
                new Options(50, 0.5, 0.9, 40, List.of("END"), 7L, 1, 0.1, 0.2, null, null, "minimal", null, "user-1");
        ChatRequest question = Samples.question("Hi");
        ChatRequest request = Requests.openAi()
                .messages(question.messages())
                .options(options)
                .tools(List.of(ToolSpec.function("look", null, Map.of(), null)))
                .toolChoice(new ToolChoice(ToolChoice.Mode.AUTO, null))
                .parallelToolCalls(true)
                .responseFormat(new ResponseFormat(
                        ResponseFormat.Kind.JSON_SCHEMA, "t", null, Map.of("type", "object"), true, Map.of()))
                .extra(Map.of("service_tier", "flex"))
                .build();

        assertBody(request, """
                {"model":"llama3.2","messages":[{"role":"user","content":"Hi"}],
                 "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}],
                 "format":{"type":"object"},"think":false,
                 "options":{"num_predict":50,"temperature":0.5,"top_p":0.9,"top_k":40,"seed":7,"stop":["END"],
                   "presence_penalty":0.1,"frequency_penalty":0.2},"stream":false}""");
    }

    @Test
    void whatCannotBeExpressedIsNamed() {
        refuses(
                "n",
                Samples.question("Hi")
                        .withOptions(new Options(
                                null, null, null, null, null, null, 2, null, null, null, null, null, null, null)));
        refuses(
                "messages[0].content[0]",
                Samples.request(
                        Dialect.OPENAI_CHAT,
                        Message.of(
                                Role.USER, new Part.Image(new MediaSource.Link("https://x/y.png"), null, Map.of()))));
        refuses(
                "messages[0].tool_calls[0].function.arguments",
                Samples.request(
                        Dialect.OPENAI_CHAT,
                        Message.of(Role.ASSISTANT, new Part.ToolCall("c1", "look", "[not json", Map.of()))));
    }

    @Test
    void whatCannotBeExpressedIsLeftOutWhereTheCallerLetsItGo() throws Exception {
        Part film = new Part.Opaque(Dialect.OPENAI_CHAT, "video_url", Map.of());
        Part linked = new Part.Image(new MediaSource.Link("https://x/y.png"), null, Map.of());
        Part picture = new Part.ToolResult(
                "c1",
                List.of(Part.Text.of("see"), new Part.Image(new MediaSource.Link("https://x"), null, Map.of())),
                false,
                Map.of());
        ChatRequest request = Requests.openAi()
                .messages(
                        new Message(Role.USER, List.of(Part.Text.of("Hi"), film, linked), "bob", Map.of()),
                        Message.of(Role.TOOL, picture))
                .options(new Options(null, null, null, null, List.of(), null, 2, null, null, true, 3, null, null, null))
                .tools(List.of(
                        ToolSpec.function("look", null, Map.of(), null),
                        ToolSpec.hosted("web_search", "web", Map.of("type", "web_search"))))
                .toolChoice(new ToolChoice(ToolChoice.Mode.REQUIRED, null))
                .parallelToolCalls(false)
                .extra(Map.of("verbosity", "low", "service_tier", "flex"))
                .build();
        List<String> unsupported = new ArrayList<>();

        Map<String, Object> body = body(request, (field, why) -> unsupported.add(field));

        assertThat(unsupported)
                .containsExactlyInAnyOrder(
                        "n",
                        "logprobs",
                        "top_logprobs",
                        "parallel_tool_calls",
                        "tool_choice",
                        "tools[1]",
                        "verbosity",
                        "messages[0].content[1]",
                        "messages[0].content[2]",
                        "messages[1].content[1]");
        assertThat(MAPPER.readTree(json.write(body))).isEqualTo(MAPPER.readTree("""
                {"model":"llama3.2","messages":[
                  {"role":"user","content":"Hi"},{"role":"tool","content":"see","tool_call_id":"c1"}],
                 "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}],
                 "stream":false}"""));
    }

    @Test
    void schemasOfToolsAreObjectsAtAnyDepth() throws Exception {
        ToolSpec tool = ToolSpec.function(
                "look",
                null,
                Map.of(
                        "type",
                        List.of("object", "null"),
                        "properties",
                        Map.of(
                                "any",
                                true,
                                "none",
                                false,
                                "way",
                                Map.of("anyOf", List.of(true, Map.of("type", "null"))))),
                null);
        ChatRequest request = Samples.question("Hi").withTools(List.of(tool), null);

        assertBody(request, """
                {"model":"llama3.2","messages":[{"role":"user","content":"Hi"}],
                 "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object",
                   "properties":{"any":{},"way":{"anyOf":[{},{"type":"null"}]}}}}}],"stream":false}""");
    }

    @Test
    void imagesOfResultsFollowInAUsersTurn() throws Exception {
        Part picture = new Part.Image(new MediaSource.Inline("image/png", "AAAA"), null, Map.of());
        ChatRequest request = Samples.request(
                Dialect.OPENAI_CHAT,
                Message.of(
                        Role.ASSISTANT,
                        new Part.ToolCall("c1", "look", "{}", Map.of()),
                        new Part.ToolCall("c2", "look", "{}", Map.of())),
                Message.of(Role.TOOL, new Part.ToolResult("c1", List.of(picture), false, Map.of())),
                Message.of(Role.TOOL, new Part.ToolResult("c2", List.of(), true, Map.of())),
                Message.of(Role.ASSISTANT),
                Message.of(Role.USER, Part.Text.of("And?")));

        assertBody(request, """
                {"model":"llama3.2","messages":[
                  {"role":"assistant","content":"","tool_calls":[
                    {"id":"c1","function":{"name":"look","arguments":{}}},
                    {"id":"c2","function":{"name":"look","arguments":{}}}]},
                  {"role":"tool","content":"","tool_name":"look","tool_call_id":"c1"},
                  {"role":"tool","content":"Error: the tool failed without a message","tool_name":"look",
                   "tool_call_id":"c2"},
                  {"role":"user","content":"","images":["AAAA"]},
                  {"role":"user","content":"And?"}],"stream":false}""");
    }

    @Test
    void whatCannotBeExpressedIsNamedInTheCallersDialect() {
        Part search = new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "search_result", Map.of());
        Part result = new Part.ToolResult("c1", List.of(Part.Text.of("a"), search), false, Map.of());
        Message asks = Message.of(Role.ASSISTANT, new Part.ToolCall("c1", "look", "{}", Map.of()));

        refuses("input[1].output[1]", Samples.request(Dialect.OPENAI_RESPONSES, asks, Message.of(Role.TOOL, result)));
        refuses(
                "messages[1].content[0].content[1]",
                Samples.request(Dialect.ANTHROPIC_MESSAGES, asks, Message.of(Role.USER, result)));
        refuses(
                "input[0].arguments",
                Samples.request(
                        Dialect.OPENAI_RESPONSES,
                        Message.of(Role.ASSISTANT, new Part.ToolCall("c1", "look", "[1]", Map.of()))));
    }

    @Test
    void aConversationOfWhichNothingIsLeftIsRefusedAllTheSame() {
        ChatRequest request = Samples.request(
                Dialect.OPENAI_CHAT,
                Message.of(Role.USER, new Part.Opaque(Dialect.OPENAI_CHAT, "input_audio", Map.of())));

        assertThatThrownBy(() -> body(request, (field, why) -> {}))
                .isInstanceOfSatisfying(
                        QuartermasterException.class, e -> assertThat(e.param()).contains("messages"));
    }

    @Test
    void reasoningThatAnotherModelEncryptedIsLeftOut() throws Exception {
        ChatRequest request = Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                Message.of(
                        Role.ASSISTANT,
                        new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "redacted_thinking", Map.of("data", "x")),
                        Part.Text.of("Hi")));

        assertBody(request, """
                {"model":"llama3.2","messages":[{"role":"assistant","content":"Hi"}],"stream":false}""");
    }

    @Test
    void aReplyHasItsToolCallsAndUsage() throws Exception {
        ChatReply reply = reply("""
                {"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"",
                 "tool_calls":[{"function":{"name":"look","arguments":{"at":1}}}]},"done_reason":"stop","done":true,
                 "total_duration":5,"load_duration":2,"prompt_eval_count":26,"eval_count":9}""");

        assertThat(reply.choices().get(0).finish()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(reply.choices().get(0).parts())
                .containsExactly(new Part.ToolCall("call_1", "look", "{\"at\":1}", Map.of()));
        assertThat(reply.usage()).isEqualTo(Usage.of(26, 9));
        assertThat(reply.extra()).containsEntry("load_duration", 2);
    }

    @Test
    void aMissingPromptCountIsEstimatedAndMarked() throws Exception {
        ChatReply reply = reply("""
                {"model":"llama3.2","message":{"content":"Hello"},"done":true,"done_reason":"length","eval_count":9}""");

        assertThat(reply.choices().get(0).finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(reply.usage().estimated()).isTrue();
        assertThat(reply.usage().output()).isEqualTo(9);
        assertThat(reply.usage().input()).isPositive();
    }

    @Test
    void aStreamSeparatesReasoningTextAndTools() {
        List<ChatDelta> deltas = new ArrayList<>();
        ChatStream stream = stream();

        feed(stream, deltas, "{\"model\":\"m\",\"message\":{\"thinking\":\"hm\"},\"done\":false}");
        feed(stream, deltas, "{\"model\":\"m\",\"message\":{\"content\":\"Hi\"},\"done\":false}");
        feed(
                stream,
                deltas,
                "{\"model\":\"m\",\"message\":{\"content\":\"\",\"tool_calls\":"
                        + "[{\"function\":{\"name\":\"look\",\"arguments\":{}}}]},\"done\":false}");
        feed(
                stream,
                deltas,
                "{\"model\":\"m\",\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
                        + "\"prompt_eval_count\":3,\"eval_count\":4}");

        assertThat(stream.isDone()).isTrue();
        assertThat(deltas)
                .containsExactly(
                        new ChatDelta.Started(Dialect.OLLAMA_CHAT, null, "m", Map.of()),
                        new ChatDelta.PartOpened(0, 0, new Part.Thinking("", null, Map.of())),
                        new ChatDelta.PartGrew(0, 0, Growth.THINKING, "hm", Map.of()),
                        new ChatDelta.PartClosed(0, 0),
                        new ChatDelta.PartOpened(0, 1, Part.Text.of("")),
                        new ChatDelta.PartGrew(0, 1, Growth.TEXT, "Hi", Map.of()),
                        new ChatDelta.PartClosed(0, 1),
                        new ChatDelta.PartOpened(0, 2, new Part.ToolCall("call_1", "look", "", Map.of())),
                        new ChatDelta.PartGrew(0, 2, Growth.ARGUMENTS, "{}", Map.of()),
                        new ChatDelta.PartClosed(0, 2),
                        new ChatDelta.Finished(0, FinishReason.TOOL_CALLS, null),
                        new ChatDelta.Used(Usage.of(3, 4)));
    }

    @Test
    void anErrorLineEndsTheStream() {
        ChatStream stream = stream();

        ProviderFailure failure = catchThrowableOfType(
                ProviderFailure.class, () -> feed(stream, new ArrayList<>(), "{\"error\":\"out of memory\"}"));

        assertThat(failure.isTransient()).isTrue();
        assertThat(failure.getMessage()).isEqualTo("out of memory");
    }

    private void refuses(String field, ChatRequest request) {
        assertThatThrownBy(() -> body(request, UnsupportedFieldPolicy.STRICT))
                .isInstanceOfSatisfying(
                        QuartermasterException.class, e -> assertThat(e.param()).contains(field));
    }

    private void assertBody(ChatRequest request, String expected) throws Exception {
        assertThat(MAPPER.readTree(json.write(body(request, UnsupportedFieldPolicy.STRICT))))
                .isEqualTo(MAPPER.readTree(expected));
    }

    private static Map<String, Object> body(ChatRequest request, UnsupportedFieldPolicy unsupported) {
        return new RequestTranslator(MAPPER)
                .body(new ProviderCall<>(MODEL, request, null, quota -> {}, unsupported), false);
    }

    private ChatReply reply(String text) {
        Wire.Line line = json.read(text, Wire.Line.class);
        return new ReplyTranslator(json, Samples.question("Hi")).reply(line);
    }

    private ChatStream stream() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(MODEL, Samples.question("Hi"), null, quota -> {});
        return new ChatStream(
                call, json, new ErrorReader(json, new FailureClassifier(FailureTable.standard(), Clock.systemUTC())));
    }

    private static void feed(ChatStream stream, List<ChatDelta> deltas, String line) {
        stream.feed((line + "\n").getBytes(StandardCharsets.UTF_8), deltas::add);
    }
}
