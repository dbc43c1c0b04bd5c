package dev.quartermaster.inference.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.testing.Samples;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of an answer can be continued, and what the model that continues it is sent. */
class PrefillTest {

    private static final ChatRequest QUESTION = Samples.question("Which way is north?");

    @Test
    void whatWasSaidIsTheLastTurnWithoutTheSpaceAtItsEnd() {
        Prefill prefill = Prefill.of(QUESTION, "The needle \n").orElseThrow();

        List<Message> messages = prefill.in(QUESTION).messages();
        assertThat(messages).hasSize(2);
        assertThat(messages.get(1)).isEqualTo(Message.of(Role.ASSISTANT, Part.Text.of("The needle")));
        assertThat(prefill.tail()).isEqualTo(" \n");
    }

    @Test
    void aBeginningOfTheCallersOwnIsPartOfIt() {
        ChatRequest begun = Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                QUESTION.messages().get(0),
                Message.of(Role.ASSISTANT, Part.Text.of("North is ")));

        List<Message> messages =
                Prefill.of(begun, "where the needle").orElseThrow().in(begun).messages();

        assertThat(messages).hasSize(2);
        assertThat(messages.get(1).text()).isEqualTo("North is where the needle");
    }

    @Test
    void whatWasSaidCountsAgainstTheLimit() {
        ChatRequest limited = QUESTION.withOptions(maxTokens(100));

        assertThat(Prefill.of(limited, "x".repeat(200))
                        .orElseThrow()
                        .in(limited)
                        .options()
                        .maxTokens())
                .isEqualTo(50);
        assertThat(Prefill.of(limited, "x".repeat(400))).isEmpty();
        assertThat(Prefill.of(QUESTION, "x").orElseThrow().in(QUESTION).options())
                .isEqualTo(QUESTION.options());
    }

    @Test
    void moreThanOneTextIsNotContinued() {
        assertThat(Prefill.of(QUESTION.withOptions(reasoning("high")), "x")).isEmpty();
        assertThat(Prefill.of(QUESTION.withOptions(reasoning("none")), "x")).isPresent();
        assertThat(Prefill.of(Samples.withExtra(QUESTION, Map.of("thinking", Map.of())), "x"))
                .isEmpty();
        assertThat(Prefill.of(QUESTION, " \n")).isEmpty();
    }

    @Test
    void onlyAnOpenTextCanBeContinued() {
        ChatDelta opened = new PartOpened(0, 0, Part.Text.of(""));
        ChatDelta grew = new PartGrew(0, 0, Growth.TEXT, "Hi", Map.of());
        ChatDelta ping = new ChatDelta.Passed(Dialect.ANTHROPIC_MESSAGES, "ping", Map.of());

        assertThat(spoken(ping, opened, grew).isOpen()).isTrue();
        assertThat(spoken(ping, opened, grew).text()).isEqualTo("Hi");
        assertThat(spoken().isOpen()).isFalse();
        assertThat(spoken(opened, grew, new ChatDelta.PartClosed(0, 0)).isOpen())
                .isFalse();
        assertThat(spoken(new PartOpened(0, 0, new Part.Thinking("", null, Map.of())), opened, grew)
                        .isOpen())
                .isFalse();
        assertThat(spoken(opened, grew, new PartOpened(0, 1, new Part.ToolCall("c", "f", "", Map.of())))
                        .isOpen())
                .isFalse();
        assertThat(spoken(opened, grew, new PartOpened(1, 0, Part.Text.of(""))).isOpen())
                .isFalse();
        assertThat(spoken(opened, grew, new ChatDelta.Passed(Dialect.OPENAI_RESPONSES, "x", Map.of()))
                        .isOpen())
                .isFalse();
    }

    private static DeliveredText spoken(ChatDelta... steps) {
        DeliveredText spoken = new DeliveredText(true);
        Stream.of(steps).forEach(spoken::add);
        return spoken;
    }

    private static Options maxTokens(int tokens) {
        return new Options(tokens, null, null, null, List.of(), null, null, null, null, null, null, null, null, null);
    }

    private static Options reasoning(String effort) {
        return new Options(null, null, null, null, List.of(), null, null, null, null, null, null, effort, null, null);
    }
}
