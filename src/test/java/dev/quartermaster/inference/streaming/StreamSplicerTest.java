package dev.quartermaster.inference.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Finished;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartClosed;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatDelta.Started;
import dev.quartermaster.domain.chat.ChatDelta.Used;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two streams as one: what the second says goes on where the first was. */
class StreamSplicerTest {

    private static final ChatDelta STARTED = new Started(Dialect.ANTHROPIC_MESSAGES, "other", "m", Map.of());
    private static final ChatDelta USED = new Used(Usage.of(1, 1));
    private static final ChatDelta FINISHED = new Finished(0, FinishReason.STOP, null);

    @Test
    void itsTextGrowsTheOneThatIsOpen() {
        assertThat(joined("", STARTED, USED, opened(0), grew(0, " world"), new PartClosed(0, 0), FINISHED, USED))
                .containsExactly(USED, grew(3, " world"), new PartClosed(0, 3), FINISHED, USED);
    }

    @Test
    void whiteSpaceThatWasDeliveredIsNotSaidTwice() {
        assertThat(text(joined(" \n", STARTED, opened(0), grew(0, " "), grew(0, "\nworld  "), FINISHED)))
                .isEqualTo("world  ");
        assertThat(text(joined(" ", STARTED, opened(0), grew(0, "world"), grew(0, " on"), FINISHED)))
                .isEqualTo("world on");
        assertThat(text(joined(" ", STARTED, opened(0), grew(0, "\n\nworld"), FINISHED)))
                .isEqualTo("\n\nworld");
    }

    @Test
    void aCallAfterTheTextIsAPartOfItsOwn() {
        Part call = new Part.ToolCall("c", "f", "", Map.of());
        PartGrew arguments = new PartGrew(0, 1, Growth.ARGUMENTS, "{}", Map.of());

        assertThat(joined(
                        "",
                        STARTED,
                        opened(0),
                        grew(0, "!"),
                        new PartClosed(0, 0),
                        new PartOpened(0, 1, call),
                        arguments,
                        new PartClosed(0, 1),
                        FINISHED))
                .containsExactly(
                        grew(3, "!"),
                        new PartClosed(0, 3),
                        new PartOpened(0, 4, call),
                        new PartGrew(0, 4, Growth.ARGUMENTS, "{}", Map.of()),
                        new PartClosed(0, 4),
                        FINISHED);
    }

    @Test
    void whoDoesNotGoOnWithTheTextClosesIt() {
        Part call = new Part.ToolCall("c", "f", "{}", Map.of());

        assertThat(joined("", STARTED, new PartOpened(0, 0, call), new PartClosed(0, 0), FINISHED))
                .containsExactly(new PartClosed(0, 3), new PartOpened(0, 4, call), new PartClosed(0, 4), FINISHED);
    }

    private static List<ChatDelta> joined(String tail, ChatDelta... steps) {
        StreamSplicer streamSplicer = new StreamSplicer(3, tail);
        return Stream.of(steps)
                .flatMap(step -> streamSplicer.take(step).stream())
                .toList();
    }

    private static String text(List<ChatDelta> steps) {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append(step instanceof PartGrew grown ? grown.piece() : ""));
        return text.toString();
    }

    private static ChatDelta opened(int index) {
        return new PartOpened(0, index, Part.Text.of(""));
    }

    private static ChatDelta grew(int index, String piece) {
        return new PartGrew(0, index, Growth.TEXT, piece, Map.of());
    }
}
