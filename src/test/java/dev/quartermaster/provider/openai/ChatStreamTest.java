package dev.quartermaster.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatStreamTest {

    private final List<ChatDelta> deltas = new ArrayList<>();
    private final ChatStream stream = stream();

    @Test
    void aTextGrowsPieceByPieceAndUsageComesLast() {
        feed("{\"id\":\"c\",\"model\":\"gpt-4o-2024\",\"system_fingerprint\":\"fp\",\"obfuscation\":\"zz\",\"choices\":"
                + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}");
        feed(choice("{\"content\":\"Hel\"}", null));
        feed(choice("{\"content\":\"lo\"}", null));
        feed(choice("{}", "stop"));
        feed("{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}");
        feed("[DONE]");

        assertThat(stream.isDone()).isTrue();
        assertThat(deltas)
                .containsExactly(
                        new ChatDelta.Started(
                                Dialect.OPENAI_CHAT, "c", "gpt-4o-2024", Map.of("system_fingerprint", "fp")),
                        new ChatDelta.PartOpened(0, 0, Part.Text.of("")),
                        new ChatDelta.PartGrew(0, 0, Growth.TEXT, "Hel", Map.of()),
                        new ChatDelta.PartGrew(0, 0, Growth.TEXT, "lo", Map.of()),
                        new ChatDelta.PartClosed(0, 0),
                        new ChatDelta.Finished(0, FinishReason.STOP, null),
                        new ChatDelta.Used(Usage.of(9, 2)));
    }

    @Test
    void parallelToolCallsAreOpenBesideEachOther() {
        feed(choice("{\"content\":\"Let me see.\"}", null));
        feed(choice(call(0, "\"id\":\"a\",\"type\":\"function\",", "\"name\":\"look\",\"arguments\":\"\""), null));
        feed(choice(call(1, "\"id\":\"b\",\"type\":\"function\",", "\"name\":\"hear\",\"arguments\":\"\""), null));
        feed(choice(call(0, "", "\"arguments\":\"{\\\"x\\\":\""), null));
        feed(choice(call(1, "", "\"arguments\":\"{}\""), null));
        feed(choice(call(0, "", "\"arguments\":\"1}\""), null));
        feed(choice("{}", "tool_calls"));
        feed("[DONE]");

        assertThat(deltas.subList(3, 12))
                .containsExactly(
                        new ChatDelta.PartClosed(0, 0),
                        new ChatDelta.PartOpened(0, 1, new Part.ToolCall("a", "look", "", Map.of())),
                        new ChatDelta.PartOpened(0, 2, new Part.ToolCall("b", "hear", "", Map.of())),
                        new ChatDelta.PartGrew(0, 1, Growth.ARGUMENTS, "{\"x\":", Map.of()),
                        new ChatDelta.PartGrew(0, 2, Growth.ARGUMENTS, "{}", Map.of()),
                        new ChatDelta.PartGrew(0, 1, Growth.ARGUMENTS, "1}", Map.of()),
                        new ChatDelta.PartClosed(0, 1),
                        new ChatDelta.PartClosed(0, 2),
                        new ChatDelta.Finished(0, FinishReason.TOOL_CALLS, null));
    }

    @Test
    void missingUsageIsEstimatedAndMarked() {
        feed(choice("{\"content\":\"Hello there.\"}", "stop"));
        feed("[DONE]");

        Usage usage = ((ChatDelta.Used) deltas.get(deltas.size() - 1)).usage();
        assertThat(usage.estimated()).isTrue();
        assertThat(usage.output()).isEqualTo(3);
        assertThat(usage.input()).isPositive();
    }

    @Test
    void logProbabilitiesTravelWithTheirPiece() {
        feed("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[]}}]}");

        assertThat(deltas)
                .last()
                .isEqualTo(new ChatDelta.PartGrew(
                        0, 0, Growth.TEXT, "a", Map.of("logprobs", Map.of("content", List.of()))));
    }

    @Test
    void fieldsWithoutAPlaceArePassedOn() {
        feed(choice("{\"audio\":{\"data\":\"AA\"}}", null));

        assertThat(deltas)
                .last()
                .isEqualTo(new ChatDelta.Passed(
                        Dialect.OPENAI_CHAT, null, Map.of("index", 0, "delta", Map.of("audio", Map.of("data", "AA")))));
    }

    @Test
    void anErrorIsClassifiedByItsCode() {
        ProviderFailure failure = failureOf(
                "{\"error\":{\"message\":\"slow down\",\"type\":\"tokens\"," + "\"code\":\"rate_limit_exceeded\"}}");

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.getMessage()).isEqualTo("slow down");
        assertThat(failure.code()).contains("rate_limit_exceeded");
    }

    @Test
    void anEmptyStreamFailsInsteadOfCompleting() {
        feed(choice("{\"role\":\"assistant\",\"content\":\"\"}", null));
        feed(choice("{}", "stop"));

        assertThat(failureOf("[DONE]").kind()).isEqualTo(FailureKind.LOW_QUALITY);
        assertThat(stream.isDone()).isFalse();
    }

    @Test
    void aWithheldAnswerIsContentPolicy() {
        feed(choice("{}", "content_filter"));

        ProviderFailure failure = failureOf("[DONE]");

        assertThat(failure.kind()).isEqualTo(FailureKind.CONTENT_POLICY);
        assertThat(failure.isTransient()).isFalse();
    }

    @Test
    void aPieceThatIsNoJsonFails() {
        assertThat(failureOf("{\"choices\":[").kind()).isEqualTo(FailureKind.ERROR);
    }

    private ProviderFailure failureOf(String data) {
        return catchThrowableOfType(ProviderFailure.class, () -> feed(data));
    }

    private void feed(String data) {
        stream.feed(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8), deltas::add);
    }

    private static String choice(String delta, String finish) {
        String reason = finish == null ? "null" : "\"" + finish + "\"";
        return "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
                + reason + "}]}";
    }

    private static String call(int index, String head, String function) {
        return "{\"tool_calls\":[{\"index\":" + index + "," + head + "\"function\":{" + function + "}}]}";
    }

    private static ChatStream stream() {
        Json json = new Json(new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.OPENAI, "gpt-4o"), Samples.question("Hi"), null, quota -> {});
        ErrorReader errors = new ErrorReader(json, new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        return new ChatStream(call, json, errors, headers -> {});
    }
}
