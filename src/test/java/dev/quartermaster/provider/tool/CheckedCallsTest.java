package dev.quartermaster.provider.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same holds of whole answers and of streams. */
class CheckedCallsTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"city", "{\"a\":1}{\"b\":2}", "city=Oslo", "[1]"})
    void brokenArgumentsAtANormalEndAreAFailureThatMayPass(String arguments) {
        for (FinishReason finish : List.of(FinishReason.TOOL_CALLS, FinishReason.STOP)) {
            for (ProviderFailure failure : List.of(
                    catchThrowableOfType(ProviderFailure.class, () -> whole(call(arguments), finish)),
                    catchThrowableOfType(ProviderFailure.class, () -> streamed(call(arguments), finish)))) {
                assertThat(failure.kind()).isEqualTo(FailureKind.ERROR);
                assertThat(failure.isTransient()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LENGTH", "CONTENT_FILTER", "STOP_SEQUENCE"})
    void whatWasCutOffStaysAsItCame(FinishReason finish) {
        assertThat(whole(call("{\"city"), finish)).isEqualTo("{\"city");
        assertThat(streamed(call("{\"city"), finish)).isEqualTo("{\"city");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", " null\n"})
    void noArgumentsAreAnEmptyObject(String arguments) {
        for (FinishReason finish : List.of(FinishReason.TOOL_CALLS, FinishReason.LENGTH)) {
            assertThat(whole(call(arguments), finish)).isEqualTo("{}");
            assertThat(streamed(call(arguments), finish)).isEqualTo("{}");
        }
    }

    @Test
    void anObjectPassesAndSoDoesTheTextOfACustomTool() {
        Part.ToolCall custom = new Part.ToolCall("c", "patch", "*** Begin", true, null, Map.of());

        assertThat(whole(call(" {\"a\": 1}"), FinishReason.TOOL_CALLS)).isEqualTo(" {\"a\": 1}");
        assertThat(streamed(call(" {\"a\": 1}"), FinishReason.TOOL_CALLS)).isEqualTo(" {\"a\": 1}");
        assertThat(whole(custom, FinishReason.TOOL_CALLS)).isEqualTo("*** Begin");
        assertThat(streamed(custom, FinishReason.TOOL_CALLS)).isEqualTo("*** Begin");
    }

    private static Part.ToolCall call(String arguments) {
        return new Part.ToolCall("c", "look", arguments, Map.of());
    }

    private static String whole(Part.ToolCall call, FinishReason finish) {
        Choice choice = new Choice(0, List.of(Part.Text.of("Hm."), call), finish, null, Map.of(), Map.of());
        ChatReply checked =
                CheckedCalls.of(new ChatReply(Dialect.OPENAI_CHAT, "a", "m", List.of(choice), Usage.NONE, Map.of()));
        return ((Part.ToolCall) checked.choices().get(0).parts().get(1)).arguments();
    }

    /** The arguments come letter by letter. */
    private static String streamed(Part.ToolCall call, FinishReason finish) {
        List<ChatDelta> sent = new ArrayList<>();
        Part opening = new Part.ToolCall(call.id(), call.name(), "", call.custom(), null, Map.of());
        sent.add(new ChatDelta.PartOpened(0, 0, opening));
        call.arguments()
                .chars()
                .forEach(letter -> sent.add(
                        new ChatDelta.PartGrew(0, 0, Growth.ARGUMENTS, String.valueOf((char) letter), Map.of())));
        sent.add(new ChatDelta.PartClosed(0, 0));
        sent.add(new ChatDelta.Finished(0, finish, null));
        StringBuilder arguments = new StringBuilder();
        new CheckedCallStream(new Played(sent)).feed(new byte[0], delta -> {
            if (delta instanceof ChatDelta.PartGrew grew) {
                arguments.append(grew.piece());
            }
        });
        return arguments.toString();
    }

    /** Hands out what it was given. */
    private record Played(List<ChatDelta> deltas) implements StreamReader {

        @Override
        public void head(ResponseHeaders headers) {}

        @Override
        public ProviderFailure refused(ProviderResponse providerResponse) {
            throw new AssertionError("nothing is refused here");
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
