package dev.quartermaster.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Requests;
import dev.quartermaster.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTranslatorTest {

    private static final Part QUESTION = Part.Text.of("How warm is it?");

    @Test
    void aConversationWithToolsIsWrittenAsTheApiWantsIt() {
        ChatRequest request = withTools(
                Samples.request(
                        Dialect.OPENAI_CHAT,
                        Message.of(Role.SYSTEM, Part.Text.of("Be brief.")),
                        Message.of(Role.USER, QUESTION),
                        Message.of(
                                Role.ASSISTANT,
                                Part.Text.of(""),
                                call("call_1", "{\"city\":\"Oslo\"}"),
                                call("call_2", "")),
                        Message.of(Role.TOOL, result("call_1", "4 °C")),
                        Message.of(Role.DEVELOPER, Part.Text.of("Use Celsius.")),
                        Message.of(Role.USER, Part.Text.of("And here?")),
                        Message.of(Role.TOOL, result("call_2", "21 °C"))),
                new ToolChoice(ToolChoice.Mode.REQUIRED, null),
                false);

        assertThat(body(request, "claude-sonnet-4-5")).isEqualTo(Plain.object("""
                {"model":"claude-sonnet-4-5","max_tokens":4096,
                 "system":[{"type":"text","text":"Be brief."},{"type":"text","text":"Use Celsius."}],
                 "messages":[
                   {"role":"user","content":"How warm is it?"},
                   {"role":"assistant","content":[
                     {"type":"tool_use","id":"call_1","name":"weather","input":{"city":"Oslo"}},
                     {"type":"tool_use","id":"call_2","name":"weather","input":{}}]},
                   {"role":"user","content":[
                     {"type":"tool_result","tool_use_id":"call_1","content":"4 °C"},
                     {"type":"tool_result","tool_use_id":"call_2","content":"21 °C"},
                     {"type":"text","text":"And here?"}]}],
                 "tools":[{"name":"weather","description":"The weather of a city","input_schema":
                   {"type":"object","properties":{"city":{"type":"string"}}}}],
                 "tool_choice":{"type":"any","disable_parallel_tool_use":true}}"""));
    }

    @Test
    void mediaIsWrittenByWhereItIs() {
        ChatRequest request = Samples.request(
                Dialect.OPENAI_CHAT,
                Message.of(
                        Role.USER,
                        new Part.Image(new MediaSource.Inline("image/png", "aGk="), "high", Map.of()),
                        new Part.Image(new MediaSource.Link("https://example.org/a.png"), null, Map.of()),
                        new Part.Document(new MediaSource.Inline("application/pdf", "cGRm"), "terms.pdf", Map.of()),
                        new Part.Document(new MediaSource.Inline("text/plain", "aGk="), null, Map.of())));

        assertThat(body(request, "claude-sonnet-4-5").get("messages"))
                .isEqualTo(Plain.object("""
                {"messages":[{"role":"user","content":[
                  {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}},
                  {"type":"image","source":{"type":"url","url":"https://example.org/a.png"}},
                  {"type":"document","title":"terms.pdf",
                   "source":{"type":"base64","media_type":"application/pdf","data":"cGRm"}},
                  {"type":"document","source":{"type":"text","media_type":"text/plain","data":"hi"}}]}]}""").get("messages"));
    }

    @Test
    void aCallerOfTheSameDialectLosesNothing() {
        Map<String, Object> cached = Map.of("cache_control", Map.of("type", "ephemeral", "ttl", "1h"));
        Map<String, Object> redacted = Map.of("type", "redacted_thinking", "data", "EmwKAhgB");
        ChatRequest request = Samples.withExtra(
                Samples.request(
                        Dialect.ANTHROPIC_MESSAGES,
                        Message.of(Role.SYSTEM, new Part.Text("Be brief.", cached)),
                        Message.of(Role.USER, new Part.Text("Hi", cached)),
                        Message.of(
                                Role.ASSISTANT,
                                new Part.Thinking("Hm.", "EqQBCgIYAhIM", Map.of()),
                                new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "redacted_thinking", redacted),
                                Part.Text.of("Hello.")),
                        Message.of(Role.USER, QUESTION)),
                Map.of(
                        "service_tier", "auto",
                        "anthropic_beta", List.of("context-1m-2025-08-07"),
                        "thinking", Map.of("type", "adaptive", "display", "summarized")));

        Map<String, Object> body = body(request, "claude-opus-4-7");

        assertThat(body).isEqualTo(Plain.object("""
                {"model":"claude-opus-4-7","max_tokens":4096,
                 "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                 "messages":[
                   {"role":"user","content":[
                     {"type":"text","text":"Hi","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
                   {"role":"assistant","content":[
                     {"type":"thinking","thinking":"Hm.","signature":"EqQBCgIYAhIM"},
                     {"type":"redacted_thinking","data":"EmwKAhgB"},
                     {"type":"text","text":"Hello."}]},
                   {"role":"user","content":"How warm is it?"}],
                 "service_tier":"auto","thinking":{"type":"adaptive","display":"summarized"}}"""));
    }

    @Test
    void cacheControlOfAnotherDialectStaysBehind() {
        ChatRequest request =
                Samples.request(Dialect.OPENAI_CHAT, Message.of(Role.USER, new Part.Text("Hi", Map.of("unknown", 1))));

        assertThat(body(request, "claude-sonnet-4-5").get("messages"))
                .isEqualTo(List.of(Map.of("role", "user", "content", "Hi")));
    }

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5, low,    {type=enabled; budget_tokens=2000},  ",
        "claude-sonnet-4-5, high,   {type=enabled; budget_tokens=8000},  ",
        "claude-sonnet-4-6, high,   {type=adaptive},                     high",
        "claude-opus-4-6,   xhigh,  {type=adaptive},                     high",
        "claude-opus-4-8,   xhigh,  {type=adaptive},                     xhigh",
        "claude-sonnet-5,   minimal, {type=adaptive},                    low",
        "claude-sonnet-4-5, none,   ,                                    ",
    })
    void effortIsWrittenInTheModelsForm(String model, String effort, String thinking, String wireEffort) {
        Map<String, Object> body = body(with(Samples.question("Hi"), 10_000, null, null, effort), model);

        Object wire = body.get("thinking");
        assertThat(wire == null ? null : wire.toString().replace(",", ";")).isEqualTo(thinking);
        assertThat(body.get("output_config")).isEqualTo(wireEffort == null ? null : Map.of("effort", wireEffort));
    }

    @ParameterizedTest
    @CsvSource({
        "n,                    2,    ,    ,",
        "temperature,           ,    1.5, ,",
        "reasoning_effort,      ,    ,    low, claude-3-haiku-20240307",
        "temperature,           ,    0.2, low, claude-sonnet-4-5",
        "temperature,           ,    0.2, ,    claude-opus-4-8",
    })
    void unsupportedFieldsAreNamed(String field, Integer n, Double temperature, String effort, String model) {
        ChatRequest request = with(Samples.question("Hi"), 10_000, n, temperature, effort);
        String id = model == null ? "claude-sonnet-4-5" : model;

        QuartermasterException refusal = catchThrowableOfType(QuartermasterException.class, () -> body(request, id));

        assertThat(refusal).isNotNull();
        assertThat(refusal.param()).contains(field);
        assertThat(refusal.code().status()).isEqualTo(400);
    }

    @Test
    void aLenientCallerIsWarnedOfOmittedFields() {
        List<String> unsupported = new ArrayList<>();
        ChatRequest request = Samples.withExtra(
                with(Samples.question("Hi"), null, 3, 1.5, null), Map.of("logit_bias", Map.of(), "store", true));

        Map<String, Object> body = RequestTranslator.body(
                call(request, "claude-sonnet-4-5", (field, reason) -> unsupported.add(field)),
                request,
                false,
                Plain.json());

        assertThat(unsupported).containsExactlyInAnyOrder("n", "temperature", "logit_bias");
        assertThat(body).doesNotContainKeys("n", "temperature", "logit_bias", "store");
    }

    @Test
    void argumentsThatAreNoObjectAreRefusedWithTheirPlace() {
        ChatRequest request = Samples.request(
                Dialect.OPENAI_CHAT,
                Message.of(Role.USER, QUESTION),
                Message.of(Role.ASSISTANT, call("call_1", "{\"city\":")));

        QuartermasterException refusal =
                catchThrowableOfType(QuartermasterException.class, () -> body(request, "claude-sonnet-4-5"));

        assertThat(refusal.param()).contains("messages[1].tool_calls[0].function.arguments");
    }

    @Test
    void countingSendsOnlyCountedFields() {
        ChatRequest request = with(Samples.question("Hi"), 100, null, 0.5, null);

        assertThat(RequestTranslator.countBody(
                        call(request, "claude-sonnet-4-5", UnsupportedFieldPolicy.STRICT), Plain.json()))
                .containsOnlyKeys("model", "messages");
    }

    private static ChatRequest with(
            ChatRequest request, Integer maxTokens, Integer n, Double temperature, String effort) {
        return request.withOptions(new Options(
                maxTokens, temperature, null, null, List.of(), null, n, null, null, null, null, effort, null, null));
    }

    private static ChatRequest withTools(ChatRequest request, ToolChoice choice, boolean parallel) {
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string")));
        ToolSpec weather = ToolSpec.function("weather", "The weather of a city", schema, null);
        return Requests.like(request)
                .tools(List.of(weather))
                .toolChoice(choice)
                .parallelToolCalls(parallel)
                .responseFormat(null)
                .stream(false)
                .extra(Map.of())
                .build();
    }

    private static Part call(String id, String arguments) {
        return new Part.ToolCall(id, "weather", arguments, Map.of());
    }

    private static Part result(String id, String text) {
        return new Part.ToolResult(id, List.of(Part.Text.of(text)), false, Map.of());
    }

    private static Map<String, Object> body(ChatRequest request, String model) {
        ProviderCall<ChatRequest> call = call(request, model, UnsupportedFieldPolicy.STRICT);
        Map<String, Object> body = RequestTranslator.body(call, request, false, Plain.json());
        return Plain.object(Plain.json().text(body));
    }

    private static ProviderCall<ChatRequest> call(
            ChatRequest request, String model, UnsupportedFieldPolicy unsupported) {
        return new ProviderCall<>(Samples.model(ProviderId.ANTHROPIC, model), request, null, quota -> {}, unsupported);
    }
}
