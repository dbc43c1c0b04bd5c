package dev.quartermaster.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartClosed;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenerateStreamTest {

    private final List<ChatDelta> deltas = new ArrayList<>();
    private final GenerateStream stream = stream();

    @Test
    void thoughtsTextAndCallsBecomeParts() {
        feed("""
                {"candidates":[{"content":{"role":"model","parts":[{"text":"Hm.","thought":true}]},"index":0}],
                 "usageMetadata":{"promptTokenCount":30,"totalTokenCount":35,"thoughtsTokenCount":5},
                 "modelVersion":"gemini-3-pro-preview","responseId":"r1"}""");
        feed("""
                {"candidates":[{"content":{"role":"model","parts":[{"text":"I look."},{"functionCall":
                   {"name":"weather","args":{"city":"Oslo"}},"thoughtSignature":"CtEB"}]},"index":0}]}""");
        feed("""
                {"candidates":[{"content":{"role":"model","parts":[{"text":""}]},"finishReason":"STOP","index":0}],
                 "usageMetadata":{"promptTokenCount":30,"candidatesTokenCount":12,"totalTokenCount":60,
                   "cachedContentTokenCount":10,"thoughtsTokenCount":18,"promptTokensDetails":[]}}""");

        stream.end(deltas::add);

        assertThat(deltas)
                .containsExactly(
                        new ChatDelta.Started(Dialect.GOOGLE_GENERATE, "r1", "gemini-3-pro-preview", Map.of()),
                        new PartOpened(0, 0, new Part.Thinking("", null, Map.of())),
                        new PartGrew(0, 0, Growth.THINKING, "Hm.", Map.of()),
                        new PartClosed(0, 0),
                        new PartOpened(0, 1, Part.Text.of("")),
                        new PartGrew(0, 1, Growth.TEXT, "I look.", Map.of()),
                        new PartClosed(0, 1),
                        new PartOpened(
                                0,
                                2,
                                new Part.ToolCall("call_r1_0_2", "weather", "", Map.of("thoughtSignature", "CtEB"))),
                        new PartGrew(0, 2, Growth.ARGUMENTS, "{\"city\":\"Oslo\"}", Map.of()),
                        new PartClosed(0, 2),
                        new ChatDelta.Finished(0, FinishReason.TOOL_CALLS, null),
                        new ChatDelta.Used(new Usage(20, 10, 0, 0, 30, 18, 0, false)));
        assertThat(stream.isDone()).isTrue();
    }

    @Test
    void aBlockedPromptIsAMatterOfContent() {
        ProviderFailure failure = catchThrowableOfType(
                ProviderFailure.class,
                () -> feed("{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},\"usageMetadata\":{}}"));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONTENT_POLICY);
        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.code()).contains("PROHIBITED_CONTENT");
    }

    @Test
    void aBrokenCallIsNoAnswer() {
        ProviderFailure failure = catchThrowableOfType(
                ProviderFailure.class,
                () -> feed("{\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\",\"index\":0}]}"));

        assertThat(failure.kind()).isEqualTo(FailureKind.ERROR);
        assertThat(failure.isTransient()).isTrue();
    }

    @Test
    void anAnswerWithheldForItsContentFails() {
        feed("{\"candidates\":[{\"finishReason\":\"SAFETY\",\"index\":0}]}");

        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> stream.end(deltas::add));

        assertThat(failure.kind()).isEqualTo(FailureKind.CONTENT_POLICY);
    }

    @Test
    void oneUnfinishedCandidateOfTwoIsACutStream() {
        feed("""
                {"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","index":0},
                               {"content":{"parts":[{"text":"b"}]},"index":1}]}""");

        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> stream.end(deltas::add));

        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(stream.isDone()).isFalse();
    }

    @Test
    void aWrongKeyIsToldFromAWrongRequest() {
        ProviderFailure failure = refused(400, """
                {"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[
                  {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}""");

        assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
        assertThat(failure.isTransient()).isFalse();
    }

    @Test
    void theDelayOfAnExhaustedQuotaIsRead() {
        ProviderFailure failure = refused(429, """
                [{"error":{"code":429,"message":"Quota exceeded.","status":"RESOURCE_EXHAUSTED","details":[
                  {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[]},
                  {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"13.5s"}]}}]""");

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.isTransient()).isTrue();
        assertThat(failure.retryAfter()).contains(Duration.ofMillis(13_500));
    }

    private ProviderFailure refused(int status, String body) {
        return stream.refused(new ProviderResponse(status, name -> null, body.getBytes(StandardCharsets.UTF_8)));
    }

    private void feed(String chunk) {
        String frame = "data: " + chunk.replace("\n", " ") + "\r\n\r\n";
        stream.feed(frame.getBytes(StandardCharsets.UTF_8), deltas::add);
    }

    private static GenerateStream stream() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.GOOGLE, "gemini-3-pro-preview"), Samples.question("Hi"), null, quota -> {});
        ErrorReader errors =
                new ErrorReader(Plain.json(), new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        return new GenerateStream(call, Plain.json(), errors);
    }
}
