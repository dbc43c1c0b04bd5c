package dev.quartermaster.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.CacheMark;
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
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Requests;
import dev.quartermaster.testing.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTranslatorTest {

    private static final ModelSpec CLAUDE = Samples.model(
            ProviderId.BEDROCK,
            "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
            Feature.TOOLS,
            Feature.PROMPT_CACHING,
            Feature.STRUCTURED_OUTPUT);

    private static final ModelSpec NOVA = Samples.model(ProviderId.BEDROCK, "amazon.nova-pro-v1:0", Feature.TOOLS);
    private static final CacheMark CACHED = new CacheMark(null, Map.of("type", "ephemeral"));
    private static final ToolSpec WEATHER =
            ToolSpec.function("weather", "Tells it", Map.of("properties", Map.of()), null);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Json json = new Json(mapper);

    @Test
    void writesAWholeConversation() throws Exception {
        Part image = new Part.Image(new MediaSource.Inline("image/jpeg", "/9j/4A=="), null, Map.of());
        Part pdf = new Part.Document(
                new MediaSource.Inline("application/pdf", "JVBERg=="), "Q3_report (final).pdf", Map.of());
        Part again = new Part.Document(
                new MediaSource.Inline("application/pdf", "JVBERg=="), "Q3_report (final).pdf", Map.of());
        Part redacted = new Part.Opaque(
                Dialect.ANTHROPIC_MESSAGES,
                "redacted_thinking",
                Map.of("type", "redacted_thinking", "data", "b3BhcXVl"));
        ChatRequest request = Requests.in(Dialect.ANTHROPIC_MESSAGES)
                .messages(
                        Message.of(Role.SYSTEM, new Part.Text("Be brief.", CACHED, Map.of())),
                        Message.of(Role.USER, Part.Text.of("Look."), image, pdf, again),
                        Message.of(
                                Role.ASSISTANT,
                                new Part.Thinking("Hm.", "c2VhbA==", Map.of()),
                                redacted,
                                new Part.ToolCall("call_1", "weather", "{\"city\":\"Bern\"}", Map.of())),
                        Message.of(
                                Role.TOOL, new Part.ToolResult("call_1", List.of(Part.Text.of("no")), true, Map.of())),
                        Message.of(Role.USER, Part.Text.of("  "), new Part.Text("And now?", oneHour(), Map.of())))
                .options(new Options(
                        500,
                        null,
                        0.95,
                        null,
                        List.of("END"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        2048,
                        "user-7"))
                .tools(List.of(ToolSpec.function(
                        "weather", "Tells it", Map.of("properties", Map.of()), true, CACHED, Map.of())))
                .toolChoice(new ToolChoice(ToolChoice.Mode.AUTO, null))
                .build();
        ChatRequest roomy = request.withOptions(new Options(
                5000, null, 0.95, null, List.of("END"), null, null, null, null, null, null, null, 2048, "user-7"));
        assertThat(body(CLAUDE, roomy)).isEqualTo(fixture("converse-request.json"));
        assertThatThrownBy(() -> body(CLAUDE, request)).hasMessageContaining("more than 1024 output tokens");
    }

    @Test
    void offersAPlaceholderWhereToolsOccurButNoneMayBeUsed() throws Exception {
        ChatRequest request = tools(List.of(WEATHER), new ToolChoice(ToolChoice.Mode.NONE, null));
        JsonNode tools = body(NOVA, request).path("toolConfig").path("tools");
        assertThat(tools).hasSize(1);
        assertThat(tools.path(0).path("toolSpec").path("name").asText()).isEqualTo(ToolTranslator.PLACEHOLDER);
        assertThat(body(NOVA, tools(List.of(), null)).path("toolConfig").path("tools"))
                .hasSize(1);
        assertThat(body(NOVA, Samples.question("Hi")).has("toolConfig")).isFalse();
    }

    @Test
    void choosesTools() throws Exception {
        assertThat(choice(ToolChoice.Mode.AUTO, null)).isEmpty();
        assertThat(choice(ToolChoice.Mode.REQUIRED, null)).isEqualTo("{\"any\":{}}");
        assertThat(choice(ToolChoice.Mode.NAMED, "weather")).isEqualTo("{\"tool\":{\"name\":\"weather\"}}");
    }

    @Test
    void leavesCacheMarksOutForModelsWithoutACache() throws Exception {
        ChatRequest request = Samples.request(
                Dialect.ANTHROPIC_MESSAGES, Message.of(Role.USER, new Part.Text("Hi", CACHED, Map.of())));
        assertThat(body(NOVA, request).toString()).doesNotContain("cachePoint");
    }

    @Test
    void takesASchemaNatively() throws Exception {
        JsonNode format = body(CLAUDE, formatted()).path("outputConfig").path("textFormat");
        assertThat(format.path("type").asText()).isEqualTo("json_schema");
        JsonNode schema = format.path("structure").path("jsonSchema");
        assertThat(schema.path("name").asText()).isEqualTo("city");
        assertThat(mapper.readTree(schema.path("schema").asText())).isEqualTo(mapper.readTree("{\"type\":\"object\"}"));
        assertThat(body(NOVA, formatted()).has("outputConfig")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anthropic.claude-haiku-4-5-20251001-v1:0 | high   | {'thinking':{'type':'enabled','budget_tokens':16384}}",
                "us.anthropic.claude-opus-4-6-v1          | medium | {'thinking':{'type':'adaptive'},'output_config':{'effort':'medium'}}",
                "global.anthropic.claude-sonnet-5         | none   | {'thinking':{'type':'disabled'}}",
                "amazon.nova-2-lite-v1:0                  | low    | {'reasoningConfig':{'type':'enabled','maxReasoningEffort':'low'}}",
                "openai.gpt-oss-120b-1:0                  | high   | {'reasoning_effort':'high'}",
                "meta.llama3-3-70b-instruct-v1:0          | none   | "
            })
    void writesReasoningInEachVendorsForm(String id, String effort, String expected) throws Exception {
        JsonNode written =
                body(Samples.model(ProviderId.BEDROCK, id), reasoning(effort)).path("additionalModelRequestFields");
        assertThat(written.isMissingNode() ? null : written.toString())
                .isEqualTo(expected == null ? null : expected.replace('\'', '"'));
    }

    @Test
    void refusesUnsupportedFields() {
        List<String> unsupported = new ArrayList<>();
        Options options =
                new Options(null, null, null, 5, List.of(), 7L, 2, 0.5, 0.1, true, 3, "high", null, "<script>");
        ChatRequest request = Samples.request(
                        Dialect.OPENAI_CHAT, new Message(Role.USER, List.of(Part.Text.of("Hi")), "Ann", Map.of()))
                .withOptions(options);
        ModelSpec llama = Samples.model(ProviderId.BEDROCK, "meta.llama3-3-70b-instruct-v1:0");
        new RequestTranslator(json, llama, (field, why) -> unsupported.add(field)).body(request);
        assertThat(unsupported)
                .containsExactlyInAnyOrder(
                        "n",
                        "logprobs",
                        "top_logprobs",
                        "seed",
                        "presence_penalty",
                        "frequency_penalty",
                        "top_k",
                        "reasoning_effort");
    }

    @Test
    void namesThePartThatCannotBeExpressed() {
        refused(new Part.Image(new MediaSource.Link("https://example.com/a.png"), null, Map.of()), "content[0]");
        refused(new Part.Image(new MediaSource.Inline("image/tiff", "AAAA"), null, Map.of()), "content[0]");
        refused(new Part.ToolCall("1", "weather", "[1]", Map.of()), "tool_calls[0].function.arguments");
        refused(new Part.ToolCall("1", "weather", "{\"a\":", Map.of()), "tool_calls[0].function.arguments");
        refused(new Part.Opaque(Dialect.OPENAI_CHAT, "input_audio", Map.of()), "content[0]");
    }

    @Test
    void leavesOutThePartThatCannotBeExpressedWhereTheCallerLetsItGo() throws Exception {
        List<String> unsupported = new ArrayList<>();
        Part image = new Part.Image(new MediaSource.Inline("image/tiff", "AAAA"), null, Map.of());
        Part document = new Part.Document(new MediaSource.Uploaded("file-1"), null, Map.of());
        Part audio = new Part.Opaque(Dialect.OPENAI_CHAT, "input_audio", Map.of());
        Part result = new Part.ToolResult("1", List.of(Part.Text.of("rain"), audio), false, Map.of());
        ChatRequest request = Samples.request(
                Dialect.OPENAI_CHAT, Message.of(Role.USER, Part.Text.of("Hi"), image, document, audio, result));

        JsonNode written = mapper.readTree(
                json.write(new RequestTranslator(json, NOVA, (field, why) -> unsupported.add(field)).body(request)));

        assertThat(unsupported)
                .containsExactly(
                        "messages[0].content[1]",
                        "messages[0].content[2]",
                        "messages[0].content[3]",
                        "messages[0].content[1]");
        assertThat(written.at("/messages/0/content").toString())
                .isEqualTo(
                        "[{\"toolResult\":{\"toolUseId\":\"1\",\"content\":[{\"text\":\"rain\"}]}},{\"text\":\"Hi\"}]");
    }

    @Test
    void takesMediaFromS3() throws Exception {
        Part image = new Part.Image(new MediaSource.Link("s3://bucket/a.JPG"), null, Map.of());
        JsonNode written = body(NOVA, Samples.request(Dialect.OPENAI_CHAT, Message.of(Role.USER, image)))
                .at("/messages/0/content/0/image");
        assertThat(written.toString())
                .isEqualTo("{\"format\":\"jpeg\",\"source\":{\"s3Location\":{\"uri\":\"s3://bucket/a.JPG\"}}}");
    }

    @Test
    void addsFieldsOfItsOwnDialectOnly() throws Exception {
        Map<String, Object> guarded = Map.of("guardrailConfig", Map.of("guardrailIdentifier", "g1"));
        ChatRequest own = Samples.withExtra(
                Samples.request(Dialect.BEDROCK_CONVERSE, Message.of(Role.USER, Part.Text.of("Hi"))), guarded);
        assertThat(body(NOVA, own).at("/guardrailConfig/guardrailIdentifier").asText())
                .isEqualTo("g1");
        assertThatThrownBy(() -> body(NOVA, Samples.withExtra(Samples.question("Hi"), guarded)))
                .isInstanceOf(QuartermasterException.class);
    }

    private void refused(Part part, String field) {
        assertThatThrownBy(() -> body(NOVA, Samples.request(Dialect.OPENAI_CHAT, Message.of(Role.ASSISTANT, part))))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> assertThat(refusal.param())
                        .contains("messages[0]." + field));
    }

    private String choice(ToolChoice.Mode mode, String name) throws IOException {
        return body(NOVA, tools(List.of(WEATHER), new ToolChoice(mode, name)))
                .at("/toolConfig/toolChoice")
                .toString();
    }

    private static ChatRequest tools(List<ToolSpec> tools, ToolChoice choice) {
        return Samples.request(
                        Dialect.OPENAI_CHAT,
                        Message.of(Role.USER, Part.Text.of("Weather?")),
                        Message.of(Role.ASSISTANT, new Part.ToolCall("1", "weather", "", Map.of())),
                        Message.of(Role.TOOL, new Part.ToolResult("1", List.of(Part.Text.of("rain")), false, Map.of())))
                .withTools(tools, choice);
    }

    private static ChatRequest formatted() {
        ResponseFormat format = new ResponseFormat(
                ResponseFormat.Kind.JSON_SCHEMA, "city", null, Map.of("type", "object"), true, Map.of());
        ChatRequest plain = Samples.question("Hi");
        return Samples.withFormat(plain, format);
    }

    private static ChatRequest reasoning(String effort) {
        return Samples.question("Hi")
                .withOptions(new Options(
                        null, null, null, null, List.of(), null, null, null, null, null, null, effort, null, null));
    }

    private static CacheMark oneHour() {
        return new CacheMark("1h", Map.of("type", "ephemeral"));
    }

    private JsonNode body(ModelSpec model, ChatRequest request) throws IOException {
        return mapper.readTree(
                json.write(new RequestTranslator(json, model, UnsupportedFieldPolicy.STRICT).body(request)));
    }

    private JsonNode fixture(String name) throws IOException {
        try (var file = getClass().getResourceAsStream("/bedrock/" + name)) {
            return mapper.readTree(file);
        }
    }
}
