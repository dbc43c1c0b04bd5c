package dev.quartermaster.provider.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.openai.wire.ErrorReader;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams as callers of other dialects get them. */
class ResponsesStreamTest {

    private static final String CREATED =
            "{\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"model\":\"m-1\",\"status\":\"in_progress\"}}";

    private final List<ChatDelta> deltas = new ArrayList<>();

    @Test
    void callsWithoutAPlaceAreToldApartByTheirIds() {
        String a =
                "{\"type\":\"response.function_call_arguments.delta\",\"item_id\":\"fc_a\",\"delta\":\"{\\\"x\\\":1}\"}";
        String b = a.replace("fc_a", "fc_b").replace("1}", "2}");
        read(
                CREATED,
                item("added", 0, call("a", "")).replace("\"output_index\":0,", ""),
                item("added", 0, call("b", "")).replace("\"output_index\":0,", ""),
                b,
                a,
                ended("completed", "{\"input_tokens\":11,\"output_tokens\":4}"));

        assertThat(deltas.subList(1, 7))
                .containsExactly(
                        opened(0, new Part.ToolCall("a", "f", "", Map.of())),
                        opened(1, new Part.ToolCall("b", "f", "", Map.of())),
                        grew(1, Growth.ARGUMENTS, "{\"x\":2}"),
                        grew(0, Growth.ARGUMENTS, "{\"x\":1}"),
                        new ChatDelta.PartClosed(0, 0),
                        new ChatDelta.PartClosed(0, 1));
    }

    @Test
    void callsThatAllHaveTheFirstPlaceFollowOneAnother() {
        read(
                CREATED,
                item("added", 0, call("a", "")),
                piece("function_call_arguments", 0, "\"x\":1", "{}"),
                item("added", 0, call("b", "")),
                item("done", 0, call("b", "{\\\"c\\\":1}")),
                ended("completed", "{\"input_tokens\":11,\"output_tokens\":4}"));

        assertThat(deltas.subList(1, 7))
                .containsExactly(
                        opened(0, new Part.ToolCall("a", "f", "", Map.of())),
                        grew(0, Growth.ARGUMENTS, "{}"),
                        new ChatDelta.PartClosed(0, 0),
                        opened(1, new Part.ToolCall("b", "f", "", Map.of())),
                        grew(1, Growth.ARGUMENTS, "{\"c\":1}"),
                        new ChatDelta.PartClosed(0, 1));
    }

    @Test
    void reasoningTextAndCallsBecomePartsOfOneTurn() {
        read(
                CREATED,
                item("added", 0, "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[]}"),
                piece("reasoning_summary_text", 0, "\"summary_index\":0", "Hm."),
                piece("reasoning_summary_text", 0, "\"summary_index\":1", "So."),
                item("done", 0, "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"encrypted_content\":\"x\"}"),
                piece("output_text", 1, "\"content_index\":0,\"logprobs\":[{\"token\":\"Hi\"}]", "Hi"),
                piece("refusal", 1, "\"content_index\":1", "No."),
                item("done", 1, "{\"type\":\"message\",\"id\":\"msg_1\"}"),
                item("added", 2, call("a", "")),
                item("added", 3, call("b", "")),
                piece("function_call_arguments", 3, "\"x\":1", "{}"),
                piece("function_call_arguments", 2, "\"x\":1", "{\\\"c\\\":1}"),
                item("done", 2, call("a", "{\\\"c\\\":1}")),
                item("done", 3, call("b", "{}")),
                ended("completed", "{\"input_tokens\":11,\"output_tokens\":4}"));

        assertThat(deltas)
                .containsExactly(
                        new ChatDelta.Started(
                                dev.quartermaster.domain.chat.Dialect.OPENAI_RESPONSES, "resp_1", "m-1", Map.of()),
                        opened(0, new Part.Thinking("", null, Map.of())),
                        grew(0, Growth.THINKING, "Hm."),
                        grew(0, Growth.THINKING, "\n\nSo."),
                        new ChatDelta.PartClosed(0, 0),
                        opened(1, Part.Text.of("")),
                        new ChatDelta.PartGrew(
                                0,
                                1,
                                Growth.TEXT,
                                "Hi",
                                Map.of("logprobs", Map.of("content", List.of(Map.of("token", "Hi"))))),
                        new ChatDelta.PartClosed(0, 1),
                        opened(2, new Part.Refusal("", Map.of())),
                        grew(2, Growth.REFUSAL, "No."),
                        new ChatDelta.PartClosed(0, 2),
                        opened(3, new Part.ToolCall("a", "f", "", Map.of())),
                        opened(4, new Part.ToolCall("b", "f", "", Map.of())),
                        grew(4, Growth.ARGUMENTS, "{}"),
                        grew(3, Growth.ARGUMENTS, "{\"c\":1}"),
                        new ChatDelta.PartClosed(0, 3),
                        new ChatDelta.PartClosed(0, 4),
                        new ChatDelta.Finished(0, FinishReason.TOOL_CALLS, null),
                        new ChatDelta.Used(Usage.of(11, 4)));
    }

    @Test
    void itemsThatComeWithoutPiecesAreHandedOutWhole() {
        read(
                CREATED,
                item("added", 0, call("a", "")),
                item("done", 0, call("a", "{}")),
                item("done", 1, message("Hi")),
                ended("completed", "null"));

        assertThat(deltas)
                .contains(
                        grew(0, Growth.ARGUMENTS, "{}"),
                        opened(1, Part.Text.of("")),
                        grew(1, Growth.TEXT, "Hi"),
                        new ChatDelta.PartClosed(0, 1));
        assertThat(deltas.get(deltas.size() - 1)).isInstanceOfSatisfying(ChatDelta.Used.class, used -> assertThat(
                        used.usage().estimated())
                .isTrue());
    }

    @Test
    void anAnswerThatIsOnlyInTheLastEventIsAnAnswer() {
        read(
                CREATED,
                "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":\"completed\",\"output\":["
                        + message("Hi") + "]}}");

        assertThat(deltas).contains(grew(0, Growth.TEXT, "Hi"));
    }

    @ParameterizedTest
    @CsvSource({"max_output_tokens,LENGTH", "content_filter,CONTENT_FILTER", "something_new,LENGTH"})
    void anAnswerThatIsNotWholeSaysWhy(String reason, FinishReason finish) {
        read(
                CREATED,
                piece("output_text", 0, "\"content_index\":0", "To be"),
                "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\","
                        + "\"incomplete_details\":{\"reason\":\"" + reason + "\"}}}");

        assertThat(deltas).contains(new ChatDelta.Finished(0, finish, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"x"}}} | ERROR | true
            {"type":"response.failed","response":{"status":"failed","error":{"code":"rate_limit_exceeded"}}}       | RATE_LIMITED | true
            {"type":"response.failed","response":{"status":"failed","error":{"code":"invalid_prompt"}}}            | CONTENT_POLICY | false
            {"type":"response.failed","response":{"status":"failed","error":{"code":"invalid_image"}}}             | INVALID_REQUEST | false
            {"type":"response.failed","response":{"status":"failed"}}                                              | ERROR | true
            {"type":"error","code":"insufficient_quota","message":"x","param":null}                                | RATE_LIMITED | false
            {"type":"error","error":{"type":"server_error","message":"x"}}                                         | ERROR | true
            {"type":"response.completed","response":{"status":"completed","output":[]}}                            | LOW_QUALITY | true
            {"type":"response.incomplete","response":{"incomplete_details":{"reason":"content_filter"},"status":"incomplete"}} | CONTENT_POLICY | false
            {"type":"response.incomplete","response":{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}} | ERROR | false
            {"type":"response.completed"}                                                                          | ERROR | true
            {"object":"nothing"}                                                                                   | ERROR | true
            """)
    void failuresInsideAStreamAreClassified(String event, FailureKind kind, boolean passing) {
        ResponsesStream stream = stream();
        feed(stream, CREATED);

        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> feed(stream, event));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.isTransient()).isEqualTo(passing);
    }

    @Test
    void aStreamWithoutItsLastEventIsCut() {
        ResponsesStream stream = stream();
        feed(stream, CREATED);
        feed(stream, "[DONE]");

        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> stream.end(deltas::add));

        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
    }

    private void read(String... events) {
        ResponsesStream stream = stream();
        for (String event : events) {
            feed(stream, event);
        }
        assertThat(stream.isDone()).isTrue();
    }

    private void feed(ResponsesStream stream, String event) {
        stream.feed(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8), deltas::add);
    }

    private static ResponsesStream stream() {
        ErrorReader errors =
                new ErrorReader(Plain.json(), new FailureClassifier(FailureTable.standard(), Clock.systemUTC()));
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.OPENAI, "gpt-5-pro"), Samples.question("Hi"), null, quota -> {});
        return new ResponsesStream(call, Plain.json(), errors, headers -> {});
    }

    private static String item(String what, int index, String item) {
        return "{\"type\":\"response.output_item." + what + "\",\"output_index\":" + index + ",\"item\":" + item + "}";
    }

    private static String piece(String of, int index, String fields, String delta) {
        return "{\"type\":\"response." + of + ".delta\",\"output_index\":" + index + "," + fields + ",\"delta\":\""
                + delta + "\",\"obfuscation\":\"abc\"}";
    }

    private static String call(String id, String arguments) {
        return "{\"type\":\"function_call\",\"id\":\"fc_" + id + "\",\"call_id\":\"" + id
                + "\",\"name\":\"f\",\"arguments\":\"" + arguments + "\"}";
    }

    private static String message(String text) {
        return "{\"type\":\"message\",\"id\":\"msg_1\",\"content\":[{\"type\":\"output_text\",\"text\":\"" + text
                + "\"}]}";
    }

    private static String ended(String status, String usage) {
        return "{\"type\":\"response." + status + "\",\"response\":{\"status\":\"" + status + "\",\"usage\":" + usage
                + "}}";
    }

    private static ChatDelta opened(int index, Part part) {
        return new ChatDelta.PartOpened(0, index, part);
    }

    private static ChatDelta grew(int index, Growth growth, String piece) {
        return new ChatDelta.PartGrew(0, index, growth, piece, Map.of());
    }
}
