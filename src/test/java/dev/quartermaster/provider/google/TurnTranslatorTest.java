package dev.quartermaster.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Warned;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnTranslatorTest {

    private static final Message QUESTION = user(Part.Text.of("Look"));
    private static final Part PICTURE = new Part.Image(new MediaSource.Inline("image/png", "aGk="), null, Map.of());
    private static final Part FILM = new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "search_result", Map.of());

    @Test
    void answersOfToolsStandBeforeAllElseOfTheirTurn() {
        assertContents(
                turns(
                        QUESTION,
                        assistant(call("c1"), call("c2")),
                        user(result("c1", false, Part.Text.of("seen"), PICTURE)),
                        user(Part.Text.of("And?"), result("c2", false, Part.Text.of("{\"a\":1}")))),
                """
                [{"role":"user","parts":[{"text":"Look"}]},
                 {"role":"model","parts":[{"functionCall":{"id":"c1","name":"look","args":{}}},
                                          {"functionCall":{"id":"c2","name":"look","args":{}}}]},
                 {"role":"user","parts":[
                   {"functionResponse":{"id":"c1","name":"look","response":{"result":"seen"}}},
                   {"functionResponse":{"id":"c2","name":"look","response":{"a":1}}},
                   {"inlineData":{"mimeType":"image/png","data":"aGk="}},{"text":"And?"}]}]""");
    }

    @Test
    void resultsStandInTheOrderOfTheirCalls() {
        assertContents(
                turns(
                        QUESTION,
                        assistant(call("c1"), call("c2")),
                        user(result("c2", true, Part.Text.of("two")), result("c1", true, Part.Text.of("one")))),
                """
                [{"role":"user","parts":[{"text":"Look"}]},
                 {"role":"model","parts":[{"functionCall":{"id":"c1","name":"look","args":{}}},
                                          {"functionCall":{"id":"c2","name":"look","args":{}}}]},
                 {"role":"user","parts":[
                   {"functionResponse":{"id":"c1","name":"look","response":{"error":"one"}}},
                   {"functionResponse":{"id":"c2","name":"look","response":{"error":"two"}}}]}]""");
    }

    @Test
    void aToolThatFailedNeverSaysNothing() {
        assertContents(
                turns(QUESTION, assistant(call("c1"), call("c2")), user(result("c1", true), result("c2", false))), """
                [{"role":"user","parts":[{"text":"Look"}]},
                 {"role":"model","parts":[{"functionCall":{"id":"c1","name":"look","args":{}}},
                                          {"functionCall":{"id":"c2","name":"look","args":{}}}]},
                 {"role":"user","parts":[
                   {"functionResponse":{"id":"c1","name":"look","response":{"error":"the tool failed without a message"}}},
                   {"functionResponse":{"id":"c2","name":"look","response":{"result":""}}}]}]""");
    }

    @Test
    void blankTextsAndEmptyTurnsAreLeftOut() {
        assertContents(
                turns(
                        user(Part.Text.of(" \n"), Part.Text.of("Hi")),
                        assistant(),
                        assistant(Part.Text.of(""), new Part.Thinking("hm", null, Map.of())),
                        user(Part.Text.of("there"))),
                """
                [{"role":"user","parts":[{"text":"Hi"},{"text":"there"}]}]""");
    }

    @Test
    void aConversationThatTheModelBeginsGetsATurnBeforeIt() {
        assertContents(turns(assistant(call("c1")), user(result("c1", false, Part.Text.of("seen")))), """
                [{"role":"user","parts":[{"text":"…"}]},
                 {"role":"model","parts":[{"functionCall":{"id":"c1","name":"look","args":{}}}]},
                 {"role":"user","parts":[
                   {"functionResponse":{"id":"c1","name":"look","response":{"result":"seen"}}}]}]""");
    }

    @Test
    void instructionsAloneAreWhatTheUserSays() {
        ChatRequest request = turns(Message.of(Role.SYSTEM, Part.Text.of("Say hello.")));

        Map<String, Object> body = body(request, "gemini-2.5-pro", UnsupportedFieldPolicy.STRICT);

        assertThat(body).containsOnlyKeys("contents");
        assertContents(request, "[{\"role\":\"user\",\"parts\":[{\"text\":\"Say hello.\"}]}]");
    }

    @Test
    void nothingToAnswerIsRefusedByTheCallersField() {
        Message blank = user(Part.Text.of(" "));

        assertRefused("messages", Samples.request(Dialect.OPENAI_CHAT, blank));
        assertRefused("input", Samples.request(Dialect.OPENAI_RESPONSES, blank));
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_CHAT,        messages[2].content[1]",
        "ANTHROPIC_MESSAGES, messages[2].content[0].content[1]",
        "OPENAI_RESPONSES,   input[2].output[1]"
    })
    void whatAResultCannotHoldIsNamedAsTheCallerKnowsIt(Dialect dialect, String field) {
        ChatRequest request = Samples.request(
                dialect,
                QUESTION,
                assistant(call("c1")),
                Message.of(Role.TOOL, result("c1", false, Part.Text.of("a"), FILM)));
        Warned warnings = new Warned();

        body(request, "gemini-2.5-pro", warnings);

        assertThat(warnings.lost()).containsExactly(field);
        assertRefused(field, request);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_CHAT,        messages[1].tool_calls[0].function.arguments",
        "ANTHROPIC_MESSAGES, messages[1].content[0].input",
        "OPENAI_RESPONSES,   input[1].arguments"
    })
    void argumentsThatAreNoObjectAreNamedAsTheCallerKnowsThem(Dialect dialect, String field) {
        assertRefused(
                field, Samples.request(dialect, QUESTION, assistant(new Part.ToolCall("c1", "look", "[1]", Map.of()))));
    }

    @Test
    void instructionsHoldTextOnly() {
        assertRefused(
                "messages[0].content[1]", turns(Message.of(Role.SYSTEM, Part.Text.of("Be brief."), PICTURE), QUESTION));
    }

    @Test
    void aSignatureIsTakenFromEitherPlaceAndStandsInOnlyWhereThereIsNone() {
        Map<String, Object> compatible = Map.of("google", Map.of("thought_signature", "SigB"));
        ChatRequest request = turns(
                QUESTION,
                assistant(
                        new Part.Text("Well", Map.of("thoughtSignature", "SigT")),
                        new Part.ToolCall("c1", "look", "{}", Map.of("extra_content", compatible)),
                        call("c2")),
                user(result("c1", false), result("c2", false)),
                assistant(new Part.ToolCall("c3", "look", "{}", Map.of("thoughtSignature", ""))),
                user(result("c3", false)));

        assertThat(written(request, "gemini-3-pro-preview").get(1)).isEqualTo(Plain.object("""
                {"role":"model","parts":[{"text":"Well","thoughtSignature":"SigT"},
                   {"functionCall":{"id":"c1","name":"look","args":{}},"thoughtSignature":"SigB"},
                   {"functionCall":{"id":"c2","name":"look","args":{}}}]}"""));
        assertThat(written(request, "gemini-3-pro-preview").get(3)).isEqualTo(Plain.object("""
                {"role":"model","parts":[{"functionCall":{"id":"c3","name":"look","args":{}},
                   "thoughtSignature":"skip_thought_signature_validator"}]}"""));
    }

    private static void assertContents(ChatRequest request, String contents) {
        assertThat(written(request, "gemini-2.5-pro"))
                .isEqualTo(Plain.object("{\"contents\":" + contents + "}").get("contents"));
    }

    private static List<?> written(ChatRequest request, String model) {
        String body = Plain.json().text(body(request, model, UnsupportedFieldPolicy.STRICT));
        return (List<?>) Plain.object(body).get("contents");
    }

    private static void assertRefused(String field, ChatRequest request) {
        QuartermasterException refusal = catchThrowableOfType(
                QuartermasterException.class, () -> body(request, "gemini-2.5-pro", UnsupportedFieldPolicy.STRICT));

        assertThat(refusal.param()).hasValue(field);
    }

    private static Map<String, Object> body(ChatRequest request, String model, UnsupportedFieldPolicy unsupported) {
        ProviderCall<ChatRequest> call =
                new ProviderCall<>(Samples.model(ProviderId.GOOGLE, model), request, null, quota -> {}, unsupported);
        return RequestTranslator.body(call, request, Plain.json());
    }

    private static ChatRequest turns(Message... messages) {
        return Samples.request(Dialect.OPENAI_CHAT, messages);
    }

    private static Message user(Part... parts) {
        return Message.of(Role.USER, parts);
    }

    private static Message assistant(Part... parts) {
        return Message.of(Role.ASSISTANT, parts);
    }

    private static Part call(String id) {
        return new Part.ToolCall(id, "look", "{}", Map.of());
    }

    private static Part result(String id, boolean error, Part... content) {
        return new Part.ToolResult(id, List.of(content), error, Map.of());
    }
}
