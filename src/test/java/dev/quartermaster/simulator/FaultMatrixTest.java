package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of fault at every provider, for whole answers and for streams. */
class FaultMatrixTest {

    private static final int[] STATUSES = {400, 401, 403, 404, 408, 409, 429, 500, 502, 503, 529};

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    /** A chat request at each provider. */
    enum Provider {
        OPENAI("/openai/v1/chat/completions", "/openai/v1/chat/completions", messages("gpt-4o")),
        ANTHROPIC("/anthropic/v1/messages", "/anthropic/v1/messages", messages("claude-sonnet-5")),
        GOOGLE(
                "/google/v1beta/models/gemini-3.5-flash:generateContent",
                "/google/v1beta/models/gemini-3.5-flash:streamGenerateContent?alt=sse",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}"),
        BEDROCK(
                "/bedrock/model/amazon.nova-pro-v1%3A0/converse",
                "/bedrock/model/amazon.nova-pro-v1%3A0/converse-stream",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}"),
        OLLAMA("/ollama/api/chat", "/ollama/api/chat", messages("qwen3:8b"));

        private final String wholePath;
        private final String streamPath;
        private final String body;

        Provider(String wholePath, String streamPath, String body) {
            this.wholePath = wholePath;
            this.streamPath = streamPath;
            this.body = body;
        }

        String path(boolean stream) {
            return stream ? streamPath : wholePath;
        }

        String body(boolean stream) {
            return body.replace("\"stream\":false", "\"stream\":" + stream);
        }

        private static String messages(String model) {
            return "{\"model\":\"" + model + "\",\"max_tokens\":100,\"stream\":false,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        }
    }

    static Stream<Arguments> everyWay() {
        return Arrays.stream(Provider.values())
                .flatMap(provider -> Stream.of(Arguments.of(provider, false), Arguments.of(provider, true)));
    }

    private static void script(Provider provider, String rest) {
        visitor.simulator().script("{\"provider\":\"" + provider.name().toLowerCase(Locale.ROOT) + "\"," + rest + "}");
    }

    private static HttpResponse<byte[]> call(Provider provider, boolean stream) throws Exception {
        return visitor.postForBytes(provider.path(stream), provider.body(stream));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void withoutAFaultTheSameRequestGetsTheSameBytes(Provider provider, boolean stream) throws Exception {
        HttpResponse<byte[]> first = call(provider, stream);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(text(first)).contains("simulator");
        assertThat(call(provider, stream).body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void resetAndHang(Provider provider, boolean stream) {
        script(provider, "\"kind\":\"reset\",\"times\":1");
        assertThatThrownBy(() -> call(provider, stream)).isInstanceOf(IOException.class);

        script(provider, "\"kind\":\"hang\",\"times\":1");
        assertThatThrownBy(() -> visitor.client()
                        .send(
                                visitor.asking(provider.path(stream), provider.body(stream))
                                        .timeout(Duration.ofMillis(150))
                                        .build(),
                                BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void everyStatusHasAnErrorBodyThatSaysWhy(Provider provider, boolean stream) throws Exception {
        for (int status : STATUSES) {
            script(provider, "\"status\":" + status + ",\"message\":\"why it failed\",\"times\":1");

            HttpResponse<byte[]> response = call(provider, stream);

            boolean forbidden = provider == Provider.BEDROCK && status == 401;
            assertThat(response.statusCode()).isEqualTo(forbidden ? 403 : status);
            assertThat(json(text(response)).isObject()).isTrue();
            assertThat(text(response)).contains("why it failed");
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void spendLimitAndContextWindowAreErrors(Provider provider, boolean stream) throws Exception {
        script(provider, "\"kind\":\"spend_limit\",\"times\":1");
        assertThat(call(provider, stream).statusCode()).isIn(400, 402, 429);

        script(provider, "\"kind\":\"context_window\",\"times\":1");
        assertThat(call(provider, stream).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void cutBreaksOffAtTheByte(Provider provider, boolean stream) {
        for (int bytes : new int[] {0, 1, 60}) {
            script(provider, "\"kind\":\"cut\",\"times\":1,\"after_bytes\":" + bytes);

            assertThatThrownBy(() -> call(provider, stream)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void cutAfterEverythingStillLacksTheEndOfAStream(Provider provider) {
        script(provider, "\"kind\":\"cut\",\"times\":1,\"after_bytes\":1000000");

        assertThatThrownBy(() -> call(provider, true)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void unfinishedEndsInGoodOrderWithoutTheLastEvent(Provider provider) throws Exception {
        script(provider, "\"kind\":\"unfinished\",\"times\":1");
        String unfinished = text(call(provider, true));
        String whole = text(call(provider, true));

        assertThat(whole).startsWith(unfinished).hasSizeGreaterThan(unfinished.length());
        assertThat(unfinished).contains("Hello");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void emptyEndsNormallyWithoutAText(Provider provider, boolean stream) throws Exception {
        script(provider, "\"kind\":\"empty\",\"times\":1");

        HttpResponse<byte[]> response = call(provider, stream);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).doesNotContain("simulator");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void errorIn200ComesBeforeAnyContent(Provider provider, boolean stream) throws Exception {
        script(provider, "\"kind\":\"error_in_200\",\"message\":\"sorry about that\",\"times\":1");

        HttpResponse<byte[]> response = call(provider, stream);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).contains("sorry about that").doesNotContain("Hello");
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void errorEventComesAfterContentAndNothingAfterIt(Provider provider) throws Exception {
        script(provider, "\"kind\":\"error_event\",\"message\":\"sorry about that\",\"times\":1");

        String body = text(call(provider, true));

        assertThat(body).contains("Hello", "sorry about that").doesNotContain("played");
        assertThat(body.indexOf("Hello")).isLessThan(body.indexOf("sorry about that"));
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void malformedIsNotJson(Provider provider) throws Exception {
        script(provider, "\"kind\":\"malformed\",\"times\":2");
        HttpResponse<byte[]> whole = call(provider, false);
        byte[] stream = call(provider, true).body();

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> json(text(whole))).isInstanceOf(JsonProcessingException.class);
        assertThat(stream).isNotEqualTo(call(provider, true).body());
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void contentPolicyKeepsTheTextBack(Provider provider, boolean stream) throws Exception {
        script(provider, "\"kind\":\"content_policy\",\"times\":1");

        HttpResponse<byte[]> response = call(provider, stream);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).doesNotContain("Hello");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void aFaultIsSeenInTheCalls(Provider provider, boolean stream) throws Exception {
        visitor.simulator().calls().clear();
        script(provider, "\"status\":503,\"times\":1");
        call(provider, stream);
        call(provider, stream);

        JsonNode counts = json(visitor.get("/calls")).path("counts");
        assertThat(counts).hasSize(1);
        assertThat(counts.at("/0/operation").asText()).isEqualTo("chat");
        assertThat(counts.at("/0/requests").asInt()).isEqualTo(2);
        assertThat(counts.at("/0/faults").asInt()).isEqualTo(1);
    }
}
