package dev.quartermaster.simulator;

import static dev.quartermaster.simulator.Visitor.events;
import static dev.quartermaster.simulator.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of fault does to a call, as a client sees it. */
class FaultTest {

    private static final String CHAT = "/openai/v1/chat/completions";
    private static final String PLAIN = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAM = PLAIN.replace("\"gpt-4o\"", "\"gpt-4o\",\"stream\":true");

    @RegisterExtension
    static final Visitor visitor = new Visitor();

    private static void script(String rest) {
        visitor.simulator().script("{\"provider\":\"openai\",\"times\":1," + rest + "}");
    }

    @Test
    void resetClosesBeforeAnswering() {
        script("\"kind\":\"reset\"");

        assertThatThrownBy(() -> visitor.post(CHAT, PLAIN)).isInstanceOf(IOException.class);
    }

    @Test
    void hangNeverAnswers() {
        script("\"kind\":\"hang\"");

        assertThatThrownBy(() -> visitor.client()
                        .send(
                                visitor.asking(CHAT, PLAIN)
                                        .timeout(Duration.ofMillis(200))
                                        .build(),
                                BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void delayHoldsBackTheWholeAnswer() throws Exception {
        script("\"delay_ms\":150");
        long begin = System.nanoTime();

        HttpResponse<String> response = visitor.post(CHAT, PLAIN);

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isGreaterThanOrEqualTo(150);
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void firstByteDelayComesAfterTheHeaders() throws Exception {
        script("\"first_byte_delay_ms\":400");
        long begin = System.nanoTime();

        HttpResponse<InputStream> response =
                visitor.client().send(visitor.asking(CHAT, STREAM).build(), BodyHandlers.ofInputStream());
        long headers = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        response.body().readAllBytes();
        long all = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

        assertThat(headers).isLessThan(400);
        assertThat(all).isGreaterThanOrEqualTo(400);
    }

    @Test
    void chunkDelaySlowsAStream() throws Exception {
        script("\"chunk_delay_ms\":10");
        long begin = System.nanoTime();

        List<String> events = events(visitor.post(CHAT, STREAM).body());

        assertThat(events).endsWith("[DONE]");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))
                .isGreaterThanOrEqualTo(10L * (events.size() - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error,",
        "401, invalid_request_error, invalid_api_key",
        "403, permission_error,",
        "404, invalid_request_error, model_not_found",
        "408, invalid_request_error,",
        "409, invalid_request_error,",
        "429, requests, rate_limit_exceeded",
        "500, server_error,",
        "502, server_error,",
        "503, server_error,",
        "529, server_error,"
    })
    void aStatusComesWithTheProvidersOwnBody(int status, String type, String code) throws Exception {
        script("\"status\":" + status);

        HttpResponse<String> response = visitor.post(CHAT, PLAIN);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("retry-after")).isEmpty();
        assertThat(json(response).at("/error/type").asText()).isEqualTo(type);
        assertThat(json(response).at("/error/code").asText("null")).isEqualTo(code == null ? "null" : code);
    }

    @Test
    void aStatusMayHaveRetryAfterHeadersAndABody() throws Exception {
        script("""
                "status":429,"retry_after_seconds":7,"headers":{"x-ratelimit-remaining-requests":"0"},
                "body":"slow down\"""");

        HttpResponse<String> response = visitor.post(CHAT, PLAIN);

        assertThat(response.headers().firstValue("retry-after")).contains("7");
        assertThat(response.headers().firstValue("x-ratelimit-remaining-requests"))
                .contains("0");
        assertThat(response.body()).isEqualTo("slow down");
    }

    @Test
    void spendLimitAndContextWindowHaveTheirOwnCodes() throws Exception {
        script("\"kind\":\"spend_limit\"");
        HttpResponse<String> spent = visitor.post(CHAT, PLAIN);
        script("\"kind\":\"context_window\"");
        HttpResponse<String> tooLong = visitor.post(CHAT, PLAIN);

        assertThat(spent.statusCode()).isEqualTo(429);
        assertThat(json(spent).at("/error/code").asText()).isEqualTo("insufficient_quota");
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(json(tooLong).at("/error/code").asText()).isEqualTo("context_length_exceeded");
    }

    @Test
    void contentPolicyKeepsTheAnswerBack() throws Exception {
        script("\"kind\":\"content_policy\"");

        JsonNode body = json(visitor.post(CHAT, PLAIN));

        assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
        assertThat(body.at("/choices/0/message/content").asText()).isEmpty();
    }

    @Test
    void emptySaysNothing() throws Exception {
        visitor.simulator().script("{\"provider\":\"openai\",\"kind\":\"empty\",\"times\":2}");

        JsonNode plain = json(visitor.post(CHAT, PLAIN));
        List<String> stream = events(visitor.post(CHAT, STREAM).body());

        assertThat(plain.at("/choices/0/message/content").asText("?")).isEmpty();
        assertThat(plain.at("/usage/completion_tokens").asInt()).isZero();
        assertThat(stream).hasSize(3).endsWith("[DONE]");
    }

    @Test
    void malformedIsNotJson() throws Exception {
        visitor.simulator().script("{\"provider\":\"openai\",\"kind\":\"malformed\",\"times\":2}");

        HttpResponse<String> plain = visitor.post(CHAT, PLAIN);
        List<String> stream = events(visitor.post(CHAT, STREAM).body());

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> json(plain)).isInstanceOf(JsonProcessingException.class);
        assertThat(json(stream.get(1)).at("/choices/0/delta/content").asText()).isEqualTo("Hello,");
        assertThatThrownBy(() -> json(stream.get(2))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void errorIn200IsAnErrorBodyOrTheFirstEvent() throws Exception {
        visitor.simulator()
                .script("{\"provider\":\"openai\",\"kind\":\"error_in_200\",\"message\":\"overloaded\",\"times\":2}");

        HttpResponse<String> plain = visitor.post(CHAT, PLAIN);
        HttpResponse<String> stream = visitor.post(CHAT, STREAM);

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(json(plain).at("/error/message").asText()).isEqualTo("overloaded");
        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(events(stream.body())).hasSize(1).first().asString().contains("overloaded");
    }

    @Test
    void errorEventComesAfterSomeContentAndEndsTheStream() throws Exception {
        script("\"kind\":\"error_event\",\"after_events\":2");

        HttpResponse<String> plain = visitor.post(CHAT, PLAIN);
        List<String> stream = events(visitor.post(CHAT, STREAM).body());

        assertThat(json(plain).has("choices")).isTrue();
        assertThat(stream).hasSize(4);
        assertThat(json(stream.get(2)).at("/choices/0/delta/content").asText()).isEqualTo(" this");
        assertThat(json(stream.get(3)).at("/error/type").asText()).isEqualTo("server_error");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "100", "1000"})
    void cutClosesAfterSoManyBytes(int bytes) throws Exception {
        script("\"kind\":\"cut\",\"stream\":true,\"after_bytes\":" + bytes);
        String whole = visitor.post(CHAT, PLAIN).body();

        assertThat(whole).endsWith("}");
        assertThat(bytesUntilItBreaks(STREAM)).isEqualTo(bytes);
    }

    @Test
    void cutBreaksOffAPlainAnswerToo() {
        script("\"kind\":\"cut\",\"after_bytes\":10");

        assertThat(bytesUntilItBreaks(PLAIN)).isEqualTo(10);
    }

    /** Counts bytes as they come: a stream would drop those it has not handed out when the connection breaks. */
    private static int bytesUntilItBreaks(String body) {
        AtomicInteger count = new AtomicInteger();
        assertThatThrownBy(() -> visitor.client()
                        .send(
                                visitor.asking(CHAT, body).build(),
                                BodyHandlers.ofByteArrayConsumer(bytes -> count.addAndGet(
                                        bytes.map(some -> some.length).orElse(0)))))
                .isInstanceOf(IOException.class);
        return count.get();
    }

    @Test
    void stallFallsSilentAndStaysOpen() throws Exception {
        script("\"kind\":\"stall\",\"after_bytes\":50");

        HttpResponse<InputStream> response =
                visitor.client().send(visitor.asking(CHAT, STREAM).build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            byte[] first = body.readNBytes(50);

            assertThat(new String(first, StandardCharsets.UTF_8)).startsWith("data: {");
            assertThat(body.available()).isZero();
        }
    }

    @Test
    void anAnswerMayHaveAnotherTextAndOtherTokenCounts() throws Exception {
        script(
                "\"text\":\"Nothing.\",\"usage\":{\"cache_read\":100,\"cache_write_5m\":20,\"output\":7,\"reasoning\":3}");

        JsonNode body = json(visitor.post(CHAT, PLAIN));

        assertThat(body.at("/choices/0/message/content").asText()).isEqualTo("Nothing.");
        assertThat(body.path("usage")).isEqualTo(json("""
                                {"prompt_tokens":121,"completion_tokens":7,"total_tokens":128,
                                 "prompt_tokens_details":{"cached_tokens":100,"cache_write_tokens":20,"audio_tokens":0},
                                 "completion_tokens_details":{"reasoning_tokens":3,"audio_tokens":0,
                                   "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}"""));
    }
}
