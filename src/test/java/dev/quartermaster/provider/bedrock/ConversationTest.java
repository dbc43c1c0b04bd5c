package dev.quartermaster.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Converse's rules for a conversation, which callers' dialects do not have. */
class ConversationTest {

    private static final ModelSpec HAIKU = Samples.model(
            ProviderId.BEDROCK, "anthropic.claude-haiku-4-5-20251001-v1:0", Feature.TOOLS, Feature.PROMPT_CACHING);
    private static final CacheMark MARK = new CacheMark(null, Map.of("type", "ephemeral"));
    private static final Part HI = Part.Text.of("Hi");
    private static final Part CALL = new Part.ToolCall("c1", "weather", "{}", Map.of());

    private final ObjectMapper mapper = new ObjectMapper();
    private final Json json = new Json(mapper);
    private final List<String> unsupported = new ArrayList<>();

    @Test
    void aToolResultIsNeverEmpty() {
        assertThat(result(true)).isEqualTo("[{\"text\":\"Error.\"}]");
        assertThat(result(true, Part.Text.of(" "))).isEqualTo("[{\"text\":\"Error.\"}]");
        assertThat(result(false)).isEqualTo("[{\"text\":\"(no output)\"}]");
        assertThat(result(false, Part.Text.of(""), Part.Text.of("rain"))).isEqualTo("[{\"text\":\"rain\"}]");
    }

    @Test
    void aCachePointStandsBehindTheResultThatHoldsTheMark() {
        Part inside = new Part.Text("rain", new CacheMark("1h", Map.of()), Map.of());
        assertThat(messages(after(new Part.ToolResult("c1", List.of(inside), false, Map.of())))
                        .at("/2/content")
                        .toString())
                .isEqualTo("[{\"toolResult\":{\"toolUseId\":\"c1\",\"content\":[{\"text\":\"rain\"}]}},"
                        + "{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}]");
    }

    @Test
    void theMarkOfAPartThatIsLeftOutStandsBehindTheOneBefore() {
        ChatRequest request = request(
                Message.of(Role.USER, HI),
                Message.of(Role.ASSISTANT, Part.Text.of("Hello")),
                Message.of(Role.USER, new Part.Text(" ", MARK, Map.of()), Part.Text.of("So?")));

        assertThat(messages(request).at("/1/content").toString())
                .isEqualTo("[{\"text\":\"Hello\"},{\"cachePoint\":{\"type\":\"default\"}}]");
    }

    @Test
    void theLastFourOfMoreCachePointsStay() {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            parts.add(new Part.Text("part " + i, MARK, Map.of()));
        }
        ChatRequest request = Samples.request(
                        Dialect.ANTHROPIC_MESSAGES,
                        Message.of(Role.SYSTEM, new Part.Text("Be brief.", MARK, Map.of())),
                        new Message(Role.USER, parts, null, Map.of()))
                .withTools(List.of(ToolSpec.function("f", null, Map.of(), null, MARK, Map.of())), null);

        JsonNode body = body(HAIKU, request);

        assertThat(body.findValues("cachePoint")).hasSize(4);
        assertThat(body.at("/messages/0/content").findValues("cachePoint")).hasSize(4);
    }

    @Test
    void aMarkOnTheWholeRequestStandsAtItsEnd() {
        ChatRequest request = Samples.withExtra(
                Samples.request(Dialect.ANTHROPIC_MESSAGES, Message.of(Role.USER, HI)),
                Map.of("cache_control", Map.of("type", "ephemeral")));

        assertThat(messages(request).at("/0/content/1").toString())
                .isEqualTo("{\"cachePoint\":{\"type\":\"default\"}}");
    }

    @Test
    void theUserSpeaksFirstAndNoTurnIsEmpty() {
        JsonNode turns = messages(request(
                Message.of(Role.ASSISTANT, Part.Text.of("Hello")),
                Message.of(Role.USER, HI),
                Message.of(Role.ASSISTANT, Part.Text.of("")),
                Message.of(Role.USER, Part.Text.of("So?"))));

        assertThat(turns.findValuesAsText("role")).containsExactly("user", "assistant", "user");
        assertThat(turns.at("/0/content/0/text").asText()).isNotBlank();
        assertThat(turns.at("/2/content")).hasSize(2);
    }

    @Test
    void anEmptyLastTurnOfTheUserIsKept() {
        JsonNode turns = messages(request(
                Message.of(Role.USER, HI),
                Message.of(Role.ASSISTANT, Part.Text.of("Hello")),
                Message.of(Role.USER, Part.Text.of(" "))));

        assertThat(turns.at("/2/role").asText()).isEqualTo("user");
        assertThat(turns.at("/2/content/0/text").asText()).isNotBlank();
    }

    @Test
    void aPrefilledAnswerEndsWithoutWhiteSpaceOrIsRequested() {
        ChatRequest begun = request(Message.of(Role.USER, HI), Message.of(Role.ASSISTANT, Part.Text.of("Well, \n")));
        ModelSpec newer = Samples.model(ProviderId.BEDROCK, "anthropic.claude-sonnet-4-6");

        assertThat(messages(begun).at("/1/content/0/text").asText()).isEqualTo("Well,");
        assertThat(body(newer, begun).at("/messages/2/role").asText()).isEqualTo("user");
    }

    @Test
    void toolResultsComeFirstAndDocumentsWithAText() {
        Part result = new Part.ToolResult("c1", List.of(Part.Text.of("rain")), false, MARK, Map.of());
        Part pdf = new Part.Document(new MediaSource.Inline("application/pdf", "JVBERg=="), "a", Map.of());

        assertThat(messages(request(
                                Message.of(Role.USER, HI),
                                Message.of(Role.ASSISTANT, CALL),
                                Message.of(Role.USER, pdf, result)))
                        .at("/2/content"))
                .extracting(block -> block.fieldNames().next())
                .containsExactly("toolResult", "cachePoint", "document", "text");
    }

    @Test
    void positionsAreTheCallersOwn() {
        Part image = new Part.Image(new MediaSource.Inline("image/tiff", "AAAA"), null, Map.of());
        ChatRequest request = Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                Message.of(Role.SYSTEM, Part.Text.of("Be brief.")),
                Message.of(Role.USER, HI),
                Message.of(Role.ASSISTANT, CALL),
                Message.of(Role.USER, new Part.ToolResult("c1", List.of(HI, image), false, Map.of())));

        QuartermasterException refusal = catchThrowableOfType(
                QuartermasterException.class,
                () -> new RequestTranslator(json, HAIKU, UnsupportedFieldPolicy.STRICT).body(request));

        assertThat(refusal.param()).contains("messages[2].content[0].content[1]");
    }

    @Test
    void aToolThatIsLeftOutIsNotChosen() {
        ChatRequest request = request(Message.of(Role.USER, HI))
                .withTools(
                        List.of(ToolSpec.hosted("web_search_20250305", "web_search", Map.of())),
                        new ToolChoice(ToolChoice.Mode.NAMED, "web_search"));

        assertThat(body(HAIKU, request).has("toolConfig")).isFalse();
        assertThat(unsupported).containsExactly("tools[0]");
    }

    @Test
    void instructionsAloneBecomeTheUsersTurn() {
        JsonNode body = body(HAIKU, request(Message.of(Role.SYSTEM, HI)));

        assertThat(body.at("/messages/0/role").asText()).isEqualTo("user");
        assertThat(body.at("/messages/0/content/0/text").asText()).isEqualTo("Hi");
        assertThat(body.has("system")).isFalse();
    }

    @Test
    void anEmptyConversationIsRefusedByName() {
        ChatRequest request = Samples.request(Dialect.OPENAI_RESPONSES, Message.of(Role.USER, Part.Text.of(" ")));

        QuartermasterException refusal = catchThrowableOfType(QuartermasterException.class, () -> body(HAIKU, request));

        assertThat(refusal.param()).contains("input");
    }

    private String result(boolean error, Part... content) {
        return messages(after(new Part.ToolResult("c1", List.of(content), error, Map.of())))
                .at("/2/content/0/toolResult/content")
                .toString();
    }

    private static ChatRequest after(Part result) {
        return request(Message.of(Role.USER, HI), Message.of(Role.ASSISTANT, CALL), Message.of(Role.TOOL, result));
    }

    private static ChatRequest request(Message... messages) {
        return Samples.request(Dialect.OPENAI_CHAT, messages);
    }

    private JsonNode messages(ChatRequest request) {
        return body(HAIKU, request).path("messages");
    }

    private JsonNode body(ModelSpec model, ChatRequest request) {
        UnsupportedFieldPolicy lenient = (field, reason) -> unsupported.add(field);
        return json.tree(json.write(new RequestTranslator(json, model, lenient).body(request)));
    }
}
