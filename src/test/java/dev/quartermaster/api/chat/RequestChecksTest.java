package dev.quartermaster.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.testing.Requests;
import dev.quartermaster.testing.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestChecksTest {

    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E" + "rkJggg==";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RequestChecks CHECKS = new RequestChecks(JSON, 1_000);

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"city\":\"Oslo\"}", "", " "})
    void argumentsThatAreAnObjectOrNothingPass(String arguments) {
        assertThatCode(() -> CHECKS.check(toolCall(Dialect.OPENAI_CHAT, arguments)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"city\":", "[1]", "7", "city=Oslo", "null"})
    void argumentsThatAreNotAreRefused(String arguments) {
        assertThat(refused(toolCall(Dialect.OPENAI_CHAT, arguments)))
                .isEqualTo("messages[1].tool_calls[0].function.arguments");
    }

    @Test
    void aMessageMayHoldSoMuchTextAndNoMore() {
        Message system = Message.of(Role.SYSTEM, Part.Text.of("Be brief."));
        Message full = Message.of(Role.USER, Part.Text.of("é".repeat(250)), Part.Text.of("x".repeat(500)));
        Message over = Message.of(Role.USER, Part.Text.of("é".repeat(250)), Part.Text.of("x".repeat(501)));

        assertThatCode(() -> CHECKS.check(Samples.request(Dialect.OPENAI_CHAT, system, full)))
                .doesNotThrowAnyException();
        assertThat(refused(Samples.request(Dialect.OPENAI_CHAT, system, over))).isEqualTo("messages[1]");
        assertThat(refused(Samples.request(Dialect.ANTHROPIC_MESSAGES, system, over)))
                .isEqualTo("messages[0]");
        Message result = Message.of(
                Role.USER, new Part.ToolResult("c", List.of(Part.Text.of("y".repeat(1_001))), false, Map.of()));
        assertThat(refused(Samples.request(Dialect.ANTHROPIC_MESSAGES, result))).isEqualTo("messages[0]");
    }

    @Test
    void eachDialectHasItsOwnPaths() {
        assertThat(refused(toolCall(Dialect.ANTHROPIC_MESSAGES, "["))).isEqualTo("messages[1].content[1].input");
        assertThat(refused(toolCall(Dialect.OPENAI_RESPONSES, "["))).isEqualTo("input[2].arguments");
        Message system = Message.of(Role.SYSTEM, Part.Text.of("Be brief."));
        assertThat(refused(Samples.request(Dialect.ANTHROPIC_MESSAGES, system, image("image/png", "QUJD"))))
                .isEqualTo("messages[0].content[0].source.data");
        assertThat(refused(Samples.request(Dialect.OPENAI_CHAT, system, image("image/png", "QUJD"))))
                .isEqualTo("messages[1].content[0].image_url.url");
    }

    @ParameterizedTest
    @CsvSource({"image/png, not base64!", "image/png, QUJD", "text/plain, " + PIXEL, "image/png, ''"})
    void imagesThatAreNoneAreRefused(String type, String data) {
        assertThat(refused(Samples.request(Dialect.OPENAI_CHAT, image(type, data))))
                .isEqualTo("messages[0].content[0].image_url.url");
    }

    @Test
    void anImageInsideAToolResultIsLookedAtToo() {
        Part image = new Part.Image(new MediaSource.Inline("image/png", "QUJD"), null, Map.of());
        Part result = new Part.ToolResult("call_1", List.of(Part.Text.of("see"), image), false, Map.of());
        assertThat(refused(Samples.request(Dialect.ANTHROPIC_MESSAGES, Message.of(Role.USER, result))))
                .isEqualTo("messages[0].content[0].content[1].source.data");
        assertThat(refused(Samples.request(Dialect.OPENAI_CHAT, Message.of(Role.TOOL, result))))
                .isEqualTo("messages[0].content[1].image_url.url");
    }

    @Test
    void realImagesAndLinksPass() {
        Part link = new Part.Image(new MediaSource.Link("https://example.com/a.png"), null, Map.of());
        assertThatCode(() -> CHECKS.check(
                        Samples.request(Dialect.OPENAI_CHAT, image("image/png", PIXEL), Message.of(Role.USER, link))))
                .doesNotThrowAnyException();
    }

    @Test
    void aDocumentThatClaimsToBeAPdfMustBeOne() {
        Part document = new Part.Document(new MediaSource.Inline("application/pdf", "QUJD"), "a.pdf", Map.of());
        assertThat(refused(Samples.request(Dialect.OPENAI_CHAT, Message.of(Role.USER, document))))
                .isEqualTo("messages[0].content[0].file.file_data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"objekt\"} | .type",
                "{\"type\":\"object\",\"properties\":[]} | .properties",
                "{\"properties\":{\"city\":{\"type\":\"text\"}}} | .properties.city.type",
                "{\"properties\":{\"city\":7}} | .properties.city",
                "{\"required\":\"city\"} | .required",
                "{\"items\":{\"enum\":{}}} | .items.enum",
                "{\"$defs\":{\"place\":{\"type\":\"plaice\"}}} | .$defs.place.type",
                "{\"minLength\":-1} | .minLength"
            })
    void schemasThatAreNoneAreRefusedWhereTheyAreWrong(String schema, String place) throws Exception {
        assertThat(refused(tool(schema))).isEqualTo("tools[0].function.parameters" + place);
        assertThat(refused(format(schema))).isEqualTo("response_format.json_schema.schema" + place);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":[\"string\",\"null\"]}",
                "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"prefixItems\":[{}],\"items\":false}",
                "{\"$ref\":\"#/$defs/place\",\"$defs\":{\"place\":{\"type\":\"object\"}}}",
                "{\"$ref\":\"https://example.com/elsewhere\"}",
                "{\"type\":\"string\",\"pattern\":\"^\\\\p{Lu}\",\"format\":\"anything\",\"nullable\":true}",
                "{\"anyOf\":[{\"type\":\"string\"},true],\"default\":{\"type\":\"whatever\"}}"
            })
    void schemasOfAnyDraftPass(String schema) {
        assertThatCode(() -> CHECKS.check(tool(schema))).doesNotThrowAnyException();
    }

    private static String refused(ChatRequest request) {
        String[] field = new String[1];
        assertThatThrownBy(() -> CHECKS.check(request))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    field[0] = refusal.param().orElseThrow();
                    assertThat(refusal.getMessage()).contains(field[0]);
                });
        return field[0];
    }

    private static Message image(String type, String data) {
        return Message.of(Role.USER, new Part.Image(new MediaSource.Inline(type, data), null, Map.of()));
    }

    private static ChatRequest toolCall(Dialect dialect, String arguments) {
        return Samples.request(
                dialect,
                Message.of(Role.USER, Part.Text.of("Weather?")),
                Message.of(
                        Role.ASSISTANT,
                        Part.Text.of("Let me see."),
                        new Part.ToolCall("call_1", "weather", arguments, Map.of())));
    }

    @SuppressWarnings("unchecked")
    private static ChatRequest tool(String schema) throws Exception {
        ToolSpec tool = ToolSpec.function("weather", null, JSON.readValue(schema, Map.class), null);
        return request(List.of(tool), null);
    }

    @SuppressWarnings("unchecked")
    private static ChatRequest format(String schema) throws Exception {
        Map<String, Object> wanted = JSON.readValue(schema, Map.class);
        return request(
                List.of(), new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "answer", null, wanted, null, Map.of()));
    }

    private static ChatRequest request(List<ToolSpec> tools, ResponseFormat format) {
        return Requests.openAi().tools(tools).responseFormat(format).build();
    }
}
