package dev.quartermaster.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The Messages API's rules for a conversation, which callers' dialects do not have. */
class ConversationTest {

    private static final CacheMark MARK = new CacheMark(null, Map.of("type", "ephemeral"));
    private static final Part HI = Part.Text.of("Hi");
    private static final Part CALL = new Part.ToolCall("c1", "weather", "{}", Map.of());

    private final List<String> omitted = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_CHAT", "ANTHROPIC_MESSAGES"})
    void blankTextsAreLeftOutAndErrorsHaveAText(Dialect dialect) {
        JsonNode turns = messages(Samples.request(
                dialect,
                Message.of(Role.USER, HI, Part.Text.of("\n")),
                Message.of(Role.ASSISTANT, Part.Text.of(""), CALL),
                Message.of(Role.USER, new Part.ToolResult("c1", List.of(Part.Text.of(" ")), true, Map.of()))));

        assertThat(turns.at("/0/content").asText()).isEqualTo("Hi");
        assertThat(turns.at("/1/content")).hasSize(1);
        assertThat(turns.at("/2/content/0/content").asText()).isEqualTo("Error.");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_CHAT", "ANTHROPIC_MESSAGES"})
    void theUserSpeaksFirstAndLast(Dialect dialect) {
        JsonNode turns = messages(Samples.request(
                dialect,
                Message.of(Role.ASSISTANT, Part.Text.of("Hello")),
                Message.of(Role.USER, HI),
                Message.of(Role.ASSISTANT, Part.Text.of("Well")),
                Message.of(Role.USER, Part.Text.of(" "))));

        assertThat(turns.findValuesAsText("role")).containsExactly("user", "assistant", "user", "assistant", "user");
        assertThat(turns.findValuesAsText("content")).noneMatch(String::isBlank);
    }

    @Test
    void aPrefilledAnswerEndsWithoutWhiteSpaceOrIsRequested() {
        ChatRequest begun = Samples.request(
                Dialect.OPENAI_CHAT, Message.of(Role.USER, HI), Message.of(Role.ASSISTANT, Part.Text.of("Well, \n")));

        assertThat(messages(begun).at("/1/content").asText()).isEqualTo("Well,");
        assertThat(body(begun, "claude-sonnet-4-6").at("/messages/2/role").asText())
                .isEqualTo("user");
        ChatRequest own =
                Samples.request(Dialect.ANTHROPIC_MESSAGES, begun.messages().toArray(Message[]::new));
        QuartermasterException refusal =
                catchThrowableOfType(QuartermasterException.class, () -> body(own, "claude-sonnet-4-6"));
        assertThat(refusal.param()).contains("messages[1]");
    }

    @Test
    void theMarkOfAPartThatIsLeftOutGoesToTheOneBefore() {
        JsonNode turns = messages(Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                Message.of(Role.USER, HI),
                Message.of(Role.ASSISTANT, Part.Text.of("Hello")),
                Message.of(Role.USER, new Part.Text("", MARK, Map.of()), Part.Text.of("So?"))));

        assertThat(turns.at("/1/content/0/cache_control/type").asText()).isEqualTo("ephemeral");
    }

    @Test
    void theLastFourOfMoreMarksStay() {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            parts.add(new Part.Text("part " + i, MARK, Map.of()));
        }
        ChatRequest request = Samples.request(
                        Dialect.OPENAI_CHAT,
                        Message.of(Role.SYSTEM, new Part.Text("Be brief.", MARK, Map.of())),
                        new Message(Role.USER, parts, null, Map.of()))
                .withTools(List.of(ToolSpec.function("f", null, Map.of(), null, MARK, Map.of())), null);

        JsonNode body = body(request, "claude-haiku-4-5");

        assertThat(body.findValues("cache_control")).hasSize(4);
        assertThat(body.at("/tools/0").has("cache_control")).isFalse();
        assertThat(omitted).containsExactly("cache_control");
    }

    @Test
    void instructionsAloneBecomeTheUsersTurn() {
        JsonNode body = body(Samples.request(Dialect.OPENAI_CHAT, Message.of(Role.SYSTEM, HI)), "claude-haiku-4-5");

        assertThat(body.at("/messages/0/role").asText()).isEqualTo("user");
        assertThat(body.at("/messages/0/content").asText()).isEqualTo("Hi");
        assertThat(body.has("system")).isFalse();
    }

    @Test
    void aMarkOnTheWholeRequestIsPassedOnForEveryCaller() {
        ChatRequest request =
                Samples.withExtra(Samples.question("Hi"), Map.of("cache_control", Map.of("type", "ephemeral")));

        assertThat(body(request, "claude-haiku-4-5").at("/cache_control/type").asText())
                .isEqualTo("ephemeral");
    }

    @ParameterizedTest
    @CsvSource({"ann@example.com, false", "+49 171 1234567, false", "user-7, true", "1234567890, true"})
    void aPersonalIdIsLeftOut(String user, boolean sent) {
        ChatRequest request = Samples.question("Hi")
                .withOptions(new Options(
                        null, null, null, null, List.of(), null, null, null, null, null, null, null, null, user));

        assertThat(body(request, "claude-haiku-4-5").has("metadata")).isEqualTo(sent);
        assertThat(omitted).isEqualTo(sent ? List.of() : List.of("user"));
    }

    @ParameterizedTest
    @CsvSource({
        "ANTHROPIC_MESSAGES, messages[1].content[0]",
        "OPENAI_CHAT,        messages[2].content[0]",
        "OPENAI_RESPONSES,   input[2].content[0]",
    })
    void positionsAreTheCallersOwn(Dialect dialect, String field) {
        Part image = new Part.Image(new MediaSource.Inline("image/tiff", "AAAA"), null, Map.of());
        ChatRequest request = Samples.request(
                dialect,
                Message.of(Role.SYSTEM, Part.Text.of("Be brief.")),
                Message.of(Role.USER, HI),
                Message.of(Role.USER, image));

        QuartermasterException refusal =
                catchThrowableOfType(QuartermasterException.class, () -> body(request, "claude-haiku-4-5"));

        assertThat(refusal.param()).contains(field);
    }

    private JsonNode messages(ChatRequest request) {
        return body(request, "claude-haiku-4-5").path("messages");
    }

    private JsonNode body(ChatRequest request, String model) {
        UnsupportedFieldPolicy unsupported = new UnsupportedFieldPolicy() {
            @Override
            public void unsupported(String field, String reason) {
                STRICT.unsupported(field, reason);
            }

            @Override
            public void omitted(String field, String reason) {
                omitted.add(field);
            }
        };
        ProviderCall<ChatRequest> call =
                new ProviderCall<>(Samples.model(ProviderId.ANTHROPIC, model), request, null, quota -> {}, unsupported);
        return Plain.json().tree(Plain.json().write(RequestTranslator.body(call, request, false, Plain.json())));
    }
}
