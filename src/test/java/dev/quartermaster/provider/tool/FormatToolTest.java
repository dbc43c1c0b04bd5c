package dev.quartermaster.provider.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartClosed;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Requests;
import dev.quartermaster.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FormatToolTest {

    private static final Map<String, Object> SCHEMA = Plain.object("""
            {"type":"object","properties":{"celsius":{"type":"integer","minimum":-90}},"required":["celsius"]}""");

    @Test
    void theFormatIsAskedForAsTheOneTool() {
        ChatRequest asked = FormatTool.of(request(SCHEMA), Plain.json()).asked();

        assertThat(asked.responseFormat()).isNull();
        assertThat(asked.tools()).hasSize(1);
        assertThat(asked.tools().get(0).parameters()).isEqualTo(SCHEMA);
        assertThat(asked.toolChoice())
                .isEqualTo(new ToolChoice(
                        ToolChoice.Mode.NAMED, asked.tools().get(0).name()));
    }

    @Test
    void besideTheCallersToolsAnyOfThemMayBeCalled() {
        ToolSpec weather = ToolSpec.function("final_answer", null, Map.of(), null);

        ChatRequest asked =
                FormatTool.of(request(SCHEMA, weather), Plain.json()).asked();

        assertThat(asked.tools()).extracting(ToolSpec::name).containsExactly("final_answer", "final_answer_");
        assertThat(asked.toolChoice()).isEqualTo(new ToolChoice(ToolChoice.Mode.REQUIRED, null));
    }

    @Test
    void aToolThatWasCalledEarlierKeepsItsName() {
        ChatRequest before = request(SCHEMA);
        List<Message> messages = new ArrayList<>(before.messages());
        messages.add(Message.of(Role.ASSISTANT, answer("{}")));

        ChatRequest asked =
                FormatTool.of(before.withMessages(messages), Plain.json()).asked();

        assertThat(asked.tools()).extracting(ToolSpec::name).containsExactly("final_answer_");
    }

    @Test
    void theCallIsTheAnswer() {
        ChatReply reply = unwrapped(Part.Text.of("Here it is:"), answer("{\"celsius\":4}"));

        assertThat(reply.choices().get(0).parts()).containsExactly(Part.Text.of("{\"celsius\":4}"));
        assertThat(reply.choices().get(0).finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void anAnswerThatDoesNotKeepToTheFormatIsLowQuality() {
        for (Part part : List.of(answer("{\"celsius\":\"4\"}"), answer("{\"celsius\":-100}"), Part.Text.of("4"))) {
            ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> unwrapped(part));

            assertThat(failure.kind()).isEqualTo(FailureKind.LOW_QUALITY);
        }
    }

    @Test
    void aCallOfTheCallersOwnToolPassesUnchecked() {
        Part call = new Part.ToolCall("c", "weather", "{}", Map.of());

        ChatReply reply = unwrapped(call);

        assertThat(reply.choices().get(0).parts()).containsExactly(call);
        assertThat(reply.choices().get(0).finish()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void aStreamHandsTheAnswerOutAsItGrows() {
        List<ChatDelta> out = streamed("{\"celsius\":", "4}");

        assertThat(out)
                .containsExactly(
                        new PartOpened(0, 0, Part.Text.of("")),
                        new PartGrew(0, 0, Growth.TEXT, "{\"celsius\":", Map.of()),
                        new PartGrew(0, 0, Growth.TEXT, "4}", Map.of()),
                        new PartClosed(0, 0),
                        new ChatDelta.Finished(0, FinishReason.STOP, null));
    }

    @Test
    void aStreamWhoseAnswerIsWrongFailsAtItsEnd() {
        ProviderFailure failure = catchThrowableOfType(ProviderFailure.class, () -> streamed("{\"celsius\":", "true}"));

        assertThat(failure.kind()).isEqualTo(FailureKind.LOW_QUALITY);
    }

    @Test
    void aSchemaThatIsNoneIsRefusedByItsField() {
        for (String broken : List.of("{\"$ref\":\"https://example.org/s.json\"}", "{\"pattern\":\"[\"}")) {
            QuartermasterException refusal = catchThrowableOfType(
                    QuartermasterException.class, () -> FormatTool.of(request(Plain.object(broken)), Plain.json()));

            assertThat(refusal).as(broken).isNotNull();
            assertThat(refusal.param()).contains("response_format.json_schema.schema");
        }
    }

    private static List<ChatDelta> streamed(String... pieces) {
        List<ChatDelta> deltas = new ArrayList<>();
        deltas.add(new PartOpened(0, 0, Part.Text.of("")));
        deltas.add(new PartGrew(0, 0, Growth.TEXT, "Here it is:", Map.of()));
        deltas.add(new PartClosed(0, 0));
        deltas.add(new PartOpened(0, 1, answer("")));
        for (String piece : pieces) {
            deltas.add(new PartGrew(0, 1, Growth.ARGUMENTS, piece, Map.of()));
        }
        deltas.add(new PartClosed(0, 1));
        deltas.add(new ChatDelta.Finished(0, FinishReason.TOOL_CALLS, null));
        List<ChatDelta> out = new ArrayList<>();
        FormatTool.of(request(SCHEMA), Plain.json())
                .unwrap(new Recorded(deltas))
                .feed(new byte[0], out::add);
        return out;
    }

    private static ChatReply unwrapped(Part... parts) {
        Choice choice = new Choice(0, List.of(parts), FinishReason.TOOL_CALLS, null, Map.of(), Map.of());
        return FormatTool.of(request(SCHEMA), Plain.json())
                .unwrap(new ChatReply(Dialect.ANTHROPIC_MESSAGES, "m", "m", List.of(choice), Usage.NONE, Map.of()));
    }

    private static Part answer(String arguments) {
        return new Part.ToolCall("c", "final_answer", arguments, Map.of());
    }

    private static ChatRequest request(Map<String, Object> schema, ToolSpec... tools) {
        ChatRequest plain = Samples.question("How warm is it?");
        ResponseFormat format =
                new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "warmth", null, schema, null, Map.of());
        return Requests.like(plain)
                .tools(List.of(tools))
                .toolChoice(null)
                .parallelToolCalls(null)
                .responseFormat(format)
                .stream(false)
                .extra(Map.of())
                .build();
    }

    /** Hands out what it was given, whatever it reads. */
    private record Recorded(List<ChatDelta> deltas) implements StreamReader {

        @Override
        public void head(ResponseHeaders headers) {}

        @Override
        public ProviderFailure refused(ProviderResponse providerResponse) {
            return FailureClassifier.unreadable();
        }

        @Override
        public void feed(byte[] bytes, Consumer<ChatDelta> out) {
            deltas.forEach(out);
        }

        @Override
        public void end(Consumer<ChatDelta> out) {}

        @Override
        public boolean isDone() {
            return true;
        }
    }
}
