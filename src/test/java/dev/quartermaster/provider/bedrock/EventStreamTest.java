package dev.quartermaster.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.quartermaster.provider.translation.Json;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Samples;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStreamTest {

    private static final String METADATA = """
            {"usage":{"inputTokens":20,"outputTokens":9,"totalTokens":129,"cacheReadInputTokens":60,
            "cacheWriteInputTokens":40,"cacheDetails":[{"ttl":"1h","inputTokens":30},{"ttl":"5m","inputTokens":10}]},
            "metrics":{"latencyMs":7}}""";

    private final Json json = new Json(new ObjectMapper());

    @Test
    void readsEveryKindOfBlock() {
        assertThat(read(conversation()))
                .containsExactly(
                        new ChatDelta.Started(Dialect.BEDROCK_CONVERSE, null, null, Map.of()),
                        new ChatDelta.PartOpened(0, 0, new Part.Thinking("", null, Map.of())),
                        grew(0, Growth.THINKING, "Hm. "),
                        grew(0, Growth.SIGNATURE, "c2VhbA=="),
                        new ChatDelta.PartClosed(0, 0),
                        new ChatDelta.PartOpened(
                                0,
                                1,
                                new Part.Opaque(
                                        Dialect.ANTHROPIC_MESSAGES,
                                        "redacted_thinking",
                                        Map.of("type", "redacted_thinking", "data", "b3BhcXVl"))),
                        new ChatDelta.PartClosed(0, 1),
                        new ChatDelta.PartOpened(0, 2, Part.Text.of("")),
                        grew(2, Growth.TEXT, "Grüße "),
                        grew(2, Growth.TEXT, "\uD83D\uDC4B"),
                        new ChatDelta.PartClosed(0, 2),
                        new ChatDelta.PartOpened(0, 3, new Part.ToolCall("tooluse_1", "weather", "", Map.of())),
                        grew(3, Growth.ARGUMENTS, "{\"city\":"),
                        grew(3, Growth.ARGUMENTS, "\"Bern\"}"),
                        new ChatDelta.PartClosed(0, 3),
                        new ChatDelta.PartOpened(0, 4, new Part.ToolCall("tooluse_2", "time", "", Map.of())),
                        grew(4, Growth.ARGUMENTS, "{}"),
                        new ChatDelta.PartClosed(0, 4),
                        new ChatDelta.Finished(0, FinishReason.TOOL_CALLS, null, Map.of()),
                        new ChatDelta.Used(new Usage(20, 60, 10, 30, 9, 0, 0, false)));
    }

    @Test
    void anyCuttingGivesTheSameDeltas() {
        byte[] whole = joined(conversation());
        List<ChatDelta> expected = read(List.of(whole));
        ForAll.seeds(random -> assertThat(read(cut(whole, random))).isEqualTo(expected));
    }

    @Test
    void aDamagedFrameFailsTheStream() {
        byte[] whole = joined(conversation());
        ForAll.seeds(random -> {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            ChatStream stream = stream();
            assertThatThrownBy(() -> {
                        stream.feed(damaged, delta -> {});
                        stream.end(delta -> {});
                    })
                    .isInstanceOfSatisfying(ProviderFailure.class, failure -> assertThat(failure.isTransient())
                            .isTrue());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "internalServerException, ERROR, true",
        "modelStreamErrorException, ERROR, true",
        "throttlingException, RATE_LIMITED, true",
        "serviceUnavailableException, UNAVAILABLE, true",
        "modelTimeoutException, TIMEOUT, true",
        "validationException, INVALID_REQUEST, false",
        "somethingNewException, ERROR, true"
    })
    void exceptionsInsideASuccessAreFailures(String type, FailureKind kind, boolean isTransient) {
        assertThatThrownBy(() -> read(List.of(begin(), Frames.exception(type, "too much"))))
                .isInstanceOfSatisfying(ProviderFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(kind);
                    assertThat(failure.isTransient()).isEqualTo(isTransient);
                    assertThat(failure).hasMessage("too much");
                });
    }

    @Test
    void anErrorFrameIsAFailure() {
        assertThatThrownBy(() -> read(List.of(begin(), Frames.error("InternalFailure", "it broke"))))
                .isInstanceOfSatisfying(ProviderFailure.class, failure -> assertThat(failure.code())
                        .contains("InternalFailure"));
    }

    @Test
    void endsOnlyWithStopAndThenMetadata() {
        ChatStream stream = stream();
        List<byte[]> frames = conversation();
        frames.subList(0, frames.size() - 1).forEach(frame -> stream.feed(frame, delta -> {}));
        assertThat(stream.isDone()).isFalse();
        assertThatThrownBy(() -> stream.end(delta -> {})).isInstanceOf(ProviderFailure.class);
    }

    @Test
    void metadataWithoutAStopIsNotAnEnd() {
        List<byte[]> frames = List.of(begin(), text("Hi"), Frames.event("metadata", METADATA));
        assertThatThrownBy(() -> read(frames)).isInstanceOf(ProviderFailure.class);
    }

    @Test
    void anAnswerWithoutContentIsAFailure() {
        byte[] stop = Frames.event("messageStop", "{\"stopReason\":\"end_turn\"}");
        assertThatThrownBy(() -> read(List.of(begin(), stop, Frames.event("metadata", METADATA))))
                .isInstanceOfSatisfying(ProviderFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(FailureKind.LOW_QUALITY);
                    assertThat(failure.used()).isPresent();
                });

        ChatStream cut = stream();
        List.of(begin(), stop).forEach(frame -> cut.feed(frame, delta -> {}));
        assertThatThrownBy(() -> cut.end(delta -> {}))
                .isInstanceOfSatisfying(ProviderFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.LOW_QUALITY));
    }

    @Test
    void malformedOutputIsAFailureEvenAfterContent() {
        List<byte[]> frames =
                List.of(begin(), text("Hi"), Frames.event("messageStop", "{\"stopReason\":\"malformed_tool_use\"}"));
        assertThatThrownBy(() -> read(frames)).isInstanceOfSatisfying(ProviderFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.ERROR);
            assertThat(failure.isTransient()).isTrue();
        });
    }

    @Test
    void aCallOfThePlaceholderNeverShows() {
        List<ChatDelta> deltas = read(List.of(
                begin(),
                text("Hi"),
                Frames.event("contentBlockStart", toolStart(1, "tooluse_1", ToolTranslator.PLACEHOLDER)),
                Frames.event("contentBlockDelta", toolPiece(1, "{}")),
                Frames.event("contentBlockStop", "{\"contentBlockIndex\":1}"),
                Frames.event("messageStop", "{\"stopReason\":\"tool_use\"}"),
                Frames.event("metadata", METADATA)));
        assertThat(deltas)
                .noneMatch(delta ->
                        delta instanceof ChatDelta.PartOpened opened && opened.part() instanceof Part.ToolCall);
        assertThat(deltas).contains(new ChatDelta.Finished(0, FinishReason.STOP, null, Map.of()));
    }

    @Test
    void eventsOfTheFuturePassThrough() {
        List<ChatDelta> deltas = new ArrayList<>();
        ChatStream stream = stream();
        stream.feed(Frames.event("somethingNew", "{\"a\":[1]}"), deltas::add);
        assertThat(deltas)
                .contains(new ChatDelta.Passed(Dialect.BEDROCK_CONVERSE, "somethingNew", Map.of("a", List.of(1))));
    }

    private List<byte[]> conversation() {
        List<byte[]> frames = new ArrayList<>();
        frames.add(begin());
        frames.add(delta(0, "{\"reasoningContent\":{\"text\":\"Hm. \"}}"));
        frames.add(delta(0, "{\"reasoningContent\":{\"signature\":\"c2VhbA==\"}}"));
        frames.add(stop(0));
        frames.add(delta(1, "{\"reasoningContent\":{\"redactedContent\":\"b3BhcXVl\"}}"));
        frames.add(stop(1));
        frames.add(delta(2, "{\"text\":\"Grüße \"}"));
        frames.add(delta(2, "{\"text\":\"\uD83D\uDC4B\"}"));
        frames.add(stop(2));
        frames.add(Frames.event("contentBlockStart", toolStart(3, "tooluse_1", "weather")));
        frames.add(Frames.event("contentBlockDelta", toolPiece(3, "{\\\"city\\\":")));
        frames.add(Frames.event("contentBlockDelta", toolPiece(3, "\\\"Bern\\\"}")));
        frames.add(stop(3));
        frames.add(Frames.event("contentBlockStart", toolStart(4, "tooluse_2", "time")));
        frames.add(stop(4));
        frames.add(Frames.event("messageStop", "{\"stopReason\":\"tool_use\"}"));
        frames.add(Frames.event("metadata", METADATA));
        return frames;
    }

    private static byte[] begin() {
        return Frames.event("messageStart", "{\"role\":\"assistant\"}");
    }

    private static byte[] text(String text) {
        return delta(0, "{\"text\":\"" + text + "\"}");
    }

    private static byte[] delta(int index, String delta) {
        return Frames.event("contentBlockDelta", "{\"contentBlockIndex\":" + index + ",\"delta\":" + delta + "}");
    }

    private static byte[] stop(int index) {
        return Frames.event("contentBlockStop", "{\"contentBlockIndex\":" + index + "}");
    }

    private static String toolStart(int index, String id, String name) {
        return "{\"contentBlockIndex\":%d,\"start\":{\"toolUse\":{\"toolUseId\":\"%s\",\"name\":\"%s\"}}}"
                .formatted(index, id, name);
    }

    private static String toolPiece(int index, String escaped) {
        return "{\"contentBlockIndex\":%d,\"delta\":{\"toolUse\":{\"input\":\"%s\"}}}".formatted(index, escaped);
    }

    private static ChatDelta grew(int index, Growth growth, String piece) {
        return new ChatDelta.PartGrew(0, index, growth, piece, Map.of());
    }

    private static List<byte[]> cut(byte[] whole, RandomGenerator random) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < whole.length; ) {
            int end = Math.min(whole.length, at + 1 + random.nextInt(random.nextBoolean() ? 4 : 300));
            pieces.add(Arrays.copyOfRange(whole, at, end));
            at = end;
        }
        return pieces;
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        pieces.forEach(whole::writeBytes);
        return whole.toByteArray();
    }

    private List<ChatDelta> read(List<byte[]> pieces) {
        ChatStream stream = stream();
        List<ChatDelta> deltas = new ArrayList<>();
        pieces.forEach(piece -> stream.feed(piece, deltas::add));
        assertThat(stream.isDone()).isTrue();
        return deltas;
    }

    private ChatStream stream() {
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.BEDROCK, "amazon.nova-pro-v1:0"), Samples.question("Hi"), null, quota -> {});
        FailureClassifier failureClassifier = new FailureClassifier(FailureTable.standard(), Clock.systemUTC());
        return new ChatStream(call, json, new ErrorReader(json, failureClassifier));
    }
}
