package dev.quartermaster.provider.google;

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
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Warned;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTranslatorTest {

    private static final Message QUESTION = Message.of(Role.USER, Part.Text.of("How warm is it?"));

    @Test
    void aConversationWithToolsIsWrittenAsTheApiWantsIt() {
        ChatRequest request = withTools(
                Samples.request(
                        Dialect.OPENAI_CHAT,
                        Message.of(Role.SYSTEM, Part.Text.of("Be brief.")),
                        QUESTION,
                        Message.of(
                                Role.ASSISTANT,
                                call("call_1", "{\"city\":\"Oslo\"}", Map.of("thoughtSignature", "CtEB")),
                                call("call_2", "", Map.of())),
                        Message.of(Role.TOOL, result("call_1", "4 °C")),
                        Message.of(Role.TOOL, result("call_2", "{\"celsius\":21}"))),
                new ToolChoice(ToolChoice.Mode.NAMED, "weather"));

        assertThat(body(request, "gemini-3-pro-preview")).isEqualTo(Plain.object("""
                {"contents":[
                   {"role":"user","parts":[{"text":"How warm is it?"}]},
                   {"role":"model","parts":[
                     {"functionCall":{"id":"call_1","name":"weather","args":{"city":"Oslo"}},"thoughtSignature":"CtEB"},
                     {"functionCall":{"id":"call_2","name":"weather","args":{}}}]},
                   {"role":"user","parts":[
                     {"functionResponse":{"id":"call_1","name":"weather","response":{"result":"4 °C"}}},
                     {"functionResponse":{"id":"call_2","name":"weather","response":{"celsius":21}}}]}],
                 "systemInstruction":{"parts":[{"text":"Be brief."}]},
                 "tools":[{"functionDeclarations":[{"name":"weather","description":"The weather of a city",
                   "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]}],
                 "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["weather"]}}}"""));
    }

    @Test
    void aCallOfAnotherModelIsMarkedAsUnsigned() {
        ChatRequest request = Samples.request(
                Dialect.OPENAI_CHAT,
                QUESTION,
                Message.of(Role.ASSISTANT, call("call_1", "{}", Map.of())),
                Message.of(Role.TOOL, result("call_1", "4 °C")));

        assertThat(body(request, "gemini-3-pro-preview").toString())
                .contains("thoughtSignature=skip_thought_signature_validator");
        assertThat(body(request, "gemini-2.5-pro").toString()).doesNotContain("thoughtSignature");
    }

    @Test
    void mediaIsWrittenByWhereItIs() {
        ChatRequest request = Samples.request(
                Dialect.OPENAI_CHAT,
                Message.of(
                        Role.USER,
                        new Part.Image(new MediaSource.Inline("image/png", "aGk="), "high", Map.of()),
                        new Part.Image(new MediaSource.Link("https://example.org/a.webp?x=1"), null, Map.of())));

        assertThat(body(request, "gemini-2.5-flash").get("contents"))
                .isEqualTo(Plain.object("""
                {"contents":[{"role":"user","parts":[
                  {"inlineData":{"mimeType":"image/png","data":"aGk="}},
                  {"fileData":{"mimeType":"image/webp","fileUri":"https://example.org/a.webp?x=1"}}]}]}""").get("contents"));
    }

    @Test
    void optionsAndAFormatGoIntoTheConfiguration() {
        Options options =
                new Options(500, 1.5, 0.9, 40, List.of("END"), 7L, 2, 0.1, 0.2, true, 3, "medium", null, "someone");
        ResponseFormat format = new ResponseFormat(
                ResponseFormat.Kind.JSON_SCHEMA,
                "city",
                null,
                Map.of(
                        "type",
                        "object",
                        "additionalProperties",
                        false,
                        "properties",
                        Map.of("a", Map.of("const", "b"))),
                true,
                Map.of());
        ChatRequest plain = Samples.request(Dialect.OPENAI_CHAT, QUESTION).withOptions(options);
        ChatRequest request = Samples.withFormat(plain.withOptions(options), format);

        assertThat(body(request, "gemini-2.5-flash").get("generationConfig")).isEqualTo(Plain.object("""
                {"maxOutputTokens":500,"temperature":1.5,"topP":0.9,"topK":40,"stopSequences":["END"],
                 "candidateCount":2,"seed":7,"presencePenalty":0.1,"frequencyPenalty":0.2,"responseLogprobs":true,
                 "logprobs":3,"thinkingConfig":{"thinkingBudget":8192},"responseMimeType":"application/json",
                 "responseSchema":{"type":"object","properties":{"a":{"enum":["b"],"type":"string"}}}}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-2.5-pro,        low,    {thinkingBudget=1024}",
        "gemini-2.5-flash,      none,   {thinkingBudget=0}",
        "gemini-3-pro-preview,  medium, {thinkingLevel=HIGH}",
        "gemini-3.5-flash,      medium, {thinkingLevel=MEDIUM}",
        "gemini-3-flash-preview, none,  {thinkingLevel=MINIMAL}",
        "gemini-3-pro-preview,  none,   {thinkingLevel=LOW}",
        "gemini-flash-latest,   high,   {thinkingBudget=24576}",
    })
    void effortIsWrittenInTheModelsForm(String model, String effort, String config) {
        Map<?, ?> written = (Map<?, ?>) body(withEffort(effort), model).get("generationConfig");

        assertThat(written.get("thinkingConfig")).hasToString(config);
    }

    @Test
    void effortIsRefusedByAModelThatDoesNotReason() {
        QuartermasterException refusal =
                catchThrowableOfType(QuartermasterException.class, () -> body(withEffort("low"), "gemini-2.0-flash"));

        assertThat(refusal.param()).contains("reasoning_effort");
        assertThat(body(withEffort("none"), "gemini-2.0-flash")).doesNotContainKey("generationConfig");
    }

    @Test
    void valuesBeyondTheApisLimitsAreRefusedByTheCallersField() {
        Options stops = new Options(
                null,
                null,
                null,
                null,
                List.of("1", "2", "3", "4", "5", "6"),
                null,
                9,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        ChatRequest request =
                Samples.request(Dialect.ANTHROPIC_MESSAGES, QUESTION).withOptions(stops);
        Warned warnings = new Warned();

        Map<String, Object> body = RequestTranslator.body(
                new ProviderCall<>(
                        Samples.model(ProviderId.GOOGLE, "gemini-2.5-pro"), request, null, quota -> {}, warnings),
                request,
                Plain.json());

        assertThat(warnings.lost()).containsExactly("stop_sequences", "n");
        assertThat(body.get("generationConfig"))
                .isEqualTo(Map.of("stopSequences", List.of("1", "2", "3", "4", "5"), "candidateCount", 8));
    }

    @Test
    void aChoiceAmongNoFunctionsIsNotWritten() {
        ChatRequest plain = Samples.request(Dialect.ANTHROPIC_MESSAGES, QUESTION);
        ChatRequest request = plain.withTools(
                List.of(ToolSpec.hosted("web_search_20250305", "web_search", Map.of("type", "web_search_20250305"))),
                new ToolChoice(ToolChoice.Mode.REQUIRED, null));
        Warned warnings = new Warned();

        Map<String, Object> body = RequestTranslator.body(
                new ProviderCall<>(
                        Samples.model(ProviderId.GOOGLE, "gemini-2.5-pro"), request, null, quota -> {}, warnings),
                request,
                Plain.json());

        assertThat(warnings.lost()).containsExactly("tools[0]");
        assertThat(body).containsOnlyKeys("contents");
    }

    @Test
    void aResultWithoutItsCallIsRefusedWithItsPlace() {
        ChatRequest request =
                Samples.request(Dialect.OPENAI_CHAT, QUESTION, Message.of(Role.TOOL, result("call_9", "4 °C")));

        QuartermasterException refusal =
                catchThrowableOfType(QuartermasterException.class, () -> body(request, "gemini-2.5-pro"));

        assertThat(refusal.param()).contains("messages[1].content[0]");
    }

    @Test
    void countingNamesTheModelInTheRequest() {
        ProviderCall<ChatRequest> call = call(Samples.question("Hi"), "models/gemini-2.5-pro");

        assertThat(RequestTranslator.countBody(call, Plain.json())).isEqualTo(Plain.object("""
                {"generateContentRequest":{"model":"models/gemini-2.5-pro",
                  "contents":[{"role":"user","parts":[{"text":"Hi"}]}]}}"""));
    }

    private static ChatRequest withEffort(String effort) {
        return Samples.question("Hi")
                .withOptions(new Options(
                        null, null, null, null, null, null, null, null, null, null, null, effort, null, null));
    }

    private static ChatRequest withTools(ChatRequest request, ToolChoice choice) {
        Map<String, Object> schema = Plain.object("""
                {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","additionalProperties":false,
                 "properties":{"city":{"type":"string","format":"city"}},"required":["city"]}""");
        ToolSpec weather = ToolSpec.function("weather", "The weather of a city", schema, null);
        return request.withTools(List.of(weather), choice);
    }

    private static Part call(String id, String arguments, Map<String, Object> extra) {
        return new Part.ToolCall(id, "weather", arguments, extra);
    }

    private static Part result(String id, String text) {
        return new Part.ToolResult(id, List.of(Part.Text.of(text)), false, Map.of());
    }

    private static Map<String, Object> body(ChatRequest request, String model) {
        return Plain.object(Plain.json().text(RequestTranslator.body(call(request, model), request, Plain.json())));
    }

    private static ProviderCall<ChatRequest> call(ChatRequest request, String model) {
        return new ProviderCall<>(Samples.model(ProviderId.GOOGLE, model), request, null, quota -> {});
    }
}
