package dev.quartermaster.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.QuartermasterException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void limit() {
        JsonLimits.apply(JSON);
    }

    @Test
    void nestingBeyondTheBoundNamesTheOutermostField() {
        assertThat(param("{\"model\":\"m\",\"tools\":[{\"a\":" + "[".repeat(JsonLimits.DEEPEST)))
                .startsWith("tools[0].a[0]");
        int allowed = JsonLimits.DEEPEST - 1;
        JsonNode deep = parse("{\"a\":" + "[".repeat(allowed) + "]".repeat(allowed) + "}");
        assertThat(deep.get("a").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"temperature\":1e999} | temperature",
                "{\"a\":[0,{\"b\":-1e400}]} | a[1].b",
                "{\"messages\":[{\"content\":\"\\ud800\"}]} | messages[0].content",
                "{\"a\":{\"\\udc00x\":1}} | a",
                "{\"messages\":[{\"content\":tru}]} | messages[0].content"
            })
    void whatCannotBePassedOnIsNamed(String body, String field) {
        assertThat(param(body)).isEqualTo(field);
    }

    @Test
    void numbersAndNamesOfAbsurdLengthAreRefused() {
        assertThat(param("{\"seed\":" + "9".repeat(5000) + "}")).isEqualTo("seed");
        assertThatThrownBy(() -> parse("{\"" + "n".repeat(60_000) + "\":1}"))
                .isInstanceOf(QuartermasterException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin = "{\"messages\":[{\"content\":\"caf\u00e9 au lait\"}]}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> JsonBody.parse(JSON, latin))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> assertThat(refusal.param())
                        .contains("messages[0].content"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{} {}", "{}x"})
    void aBodyIsOneValue(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(QuartermasterException.class);
    }

    @Test
    void aMessageOfTwoMegabytesIsRead() {
        String text = "\ud83d\ude00 word ".repeat(200_000);
        assertThat(parse("{\"content\":\"" + text + "\"}").get("content").textValue())
                .isEqualTo(text);
    }

    private static String param(String body) {
        String[] field = new String[1];
        assertThatThrownBy(() -> parse(body))
                .isInstanceOfSatisfying(
                        QuartermasterException.class,
                        refusal -> field[0] = refusal.param().orElseThrow());
        return field[0];
    }

    private static JsonNode parse(String body) {
        return JsonBody.parse(JSON, body.getBytes(StandardCharsets.UTF_8));
    }
}
