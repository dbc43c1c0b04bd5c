package dev.quartermaster.api.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerWriterTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AnswerWriter writer = new AnswerWriter(JSON);

    private JsonNode write(EventForm form, byte[] body, HttpField... headers) throws Exception {
        return JSON.readTree(writer.write(form, "/v1/models", new HttpAnswer(200, List.of(headers), body)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final HttpField ONE = new HttpField("Vary", "a");
    private static final HttpField TWO = new HttpField("vary", "b");
    private static final HttpField COOKIE = new HttpField("Set-Cookie", "c=1; Expires=Mon, 30 Nov 2026");
    private static final HttpField ANOTHER = new HttpField("Set-Cookie", "d=2");

    @Test
    void payload2JoinsHeadersButCookies() throws Exception {
        JsonNode answer = write(EventForm.PAYLOAD_2, bytes("{}"), ONE, TWO, COOKIE, ANOTHER);

        assertThat(answer.at("/headers/vary").textValue()).isEqualTo("a, b");
        assertThat(answer.path("cookies")).hasSize(2);
        assertThat(answer.at("/cookies/0").textValue()).isEqualTo(COOKIE.value());
        assertThat(answer.path("headers").has("set-cookie")).isFalse();
    }

    @Test
    void payload1AndBalancersOfSeveralValuesHaveLists() throws Exception {
        for (EventForm form : List.of(EventForm.PAYLOAD_1, EventForm.BALANCER_MULTI)) {
            JsonNode answer = write(form, bytes("{}"), ONE, TWO, COOKIE, ANOTHER);

            assertThat(answer.at("/multiValueHeaders/vary/1").textValue()).isEqualTo("b");
            assertThat(answer.at("/multiValueHeaders/set-cookie")).hasSize(2);
            assertThat(answer.has("headers")).isFalse();
            assertThat(answer.has("cookies")).isFalse();
        }
    }

    @Test
    void onlyBalancersAreToldTheStatusInWords() throws Exception {
        assertThat(write(EventForm.BALANCER, bytes(""))
                        .path("statusDescription")
                        .textValue())
                .isEqualTo("200 OK");
        assertThat(write(EventForm.PAYLOAD_2, bytes("")).has("statusDescription"))
                .isFalse();
    }

    @Test
    void whatIsNoTextIsBase64() throws Exception {
        JsonNode text = write(EventForm.PAYLOAD_2, bytes("Grüße"));
        JsonNode binary = write(EventForm.PAYLOAD_2, new byte[] {(byte) 0xff, 0});
        JsonNode packed = write(EventForm.PAYLOAD_2, bytes("abc"), new HttpField("content-encoding", "gzip"));

        assertThat(text.path("body").textValue()).isEqualTo("Grüße");
        assertThat(text.path("isBase64Encoded").booleanValue()).isFalse();
        assertThat(binary.path("body").textValue()).isEqualTo("/wA=");
        assertThat(binary.path("isBase64Encoded").booleanValue()).isTrue();
        assertThat(packed.path("isBase64Encoded").booleanValue()).isTrue();
    }

    @Test
    void aStreamSaysThatItIsBuffered() throws Exception {
        JsonNode answer = write(
                EventForm.PAYLOAD_2,
                bytes("data: x\n\n"),
                new HttpField("content-type", "text/event-stream; charset=utf-8"),
                new HttpField("X-Quartermaster-Warnings", "seed: not supported"));

        assertThat(answer.at("/headers/x-quartermaster-warnings").textValue())
                .startsWith("seed: not supported, stream: AWS Lambda");
    }

    @Test
    void anAnswerJustWithinTheLimitIsSentAndOneBeyondIsNot() throws Exception {
        int envelope =
                writer.write(EventForm.PAYLOAD_2, "/v1/models", new HttpAnswer(200, List.of(), new byte[0])).length;
        byte[] most = bytes("x".repeat(AnswerWriter.LARGEST - envelope));
        byte[] more = bytes("x".repeat(AnswerWriter.LARGEST - envelope + 1));

        assertThat(write(EventForm.PAYLOAD_2, most).path("statusCode").intValue())
                .isEqualTo(200);
        assertThat(write(EventForm.PAYLOAD_2, more).path("statusCode").intValue())
                .isEqualTo(502);
    }
}
