package dev.quartermaster.domain.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta.Finished;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartClosed;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatDelta.Passed;
import dev.quartermaster.domain.chat.ChatDelta.Started;
import dev.quartermaster.domain.chat.ChatDelta.Used;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.RandomReplies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplyAssemblerTest {

    private static ChatReply assembled(List<ChatDelta> steps) {
        ReplyAssembler assembler = new ReplyAssembler();
        steps.forEach(assembler::add);
        assertThat(assembler.isWhole()).isTrue();
        return assembler.reply("unsaid", Usage.of(1, 1));
    }

    @Test
    void whatWasTakenApartIsTheSameWhenItIsPutTogether() {
        ForAll.seeds(random -> {
            ChatReply reply = new RandomReplies(random).next();
            assertThat(assembled(ReplyDeltas.of(reply))).isEqualTo(reply);
        });
    }

    @Test
    void piecesJoinInTheirOwnParts() {
        ChatReply reply = assembled(List.of(
                new Started(Dialect.ANTHROPIC_MESSAGES, "msg_1", "claude", Map.of()),
                new PartOpened(0, 0, new Part.Thinking("", null, Map.of())),
                new PartGrew(0, 0, Growth.THINKING, "hm", Map.of()),
                new PartGrew(0, 0, Growth.SIGNATURE, "sea", Map.of()),
                new PartGrew(0, 0, Growth.SIGNATURE, "led", Map.of()),
                new PartClosed(0, 0),
                new PartOpened(0, 1, Part.Text.of("")),
                new PartGrew(0, 1, Growth.TEXT, "Hel", Map.of()),
                new PartGrew(0, 1, Growth.TEXT, "lo", Map.of("thoughtSignature", "s")),
                new PartClosed(0, 1),
                new Finished(0, FinishReason.STOP, null, Map.of("delta", Map.of("container", "c"), "more", 1)),
                new Used(Usage.of(3, 4), Map.of("service_tier", "standard"))));

        assertThat(reply.choices().get(0).parts())
                .containsExactly(
                        new Part.Thinking("hm", "sealed", Map.of()),
                        new Part.Text("Hello", Map.of("thoughtSignature", "s")));
        assertThat(reply.usage()).isEqualTo(Usage.of(3, 4));
        assertThat(reply.extra())
                .isEqualTo(Map.of("container", "c", "more", 1, "usage", Map.of("service_tier", "standard")));
    }

    @Test
    void fieldsOfOneDialectStayWithTheirChoice() {
        ChatReply reply = assembled(List.of(
                new Started(Dialect.OPENAI_CHAT, "id", null, Map.of("system_fingerprint", "fp")),
                new PartOpened(0, 0, Part.Text.of("")),
                new PartGrew(0, 0, Growth.TEXT, "a", Map.of("logprobs", Map.of("content", List.of("first")))),
                new PartGrew(0, 0, Growth.TEXT, "b", Map.of("logprobs", Map.of("content", List.of("second")))),
                new Passed(Dialect.OPENAI_CHAT, null, Map.of("index", 0, "delta", Map.of("annotations", List.of("n")))),
                new PartClosed(0, 0),
                new Finished(0, FinishReason.STOP, null)));

        assertThat(reply.servedModel()).isEqualTo("unsaid");
        assertThat(reply.extra()).isEqualTo(Map.of("system_fingerprint", "fp"));
        assertThat(reply.choices().get(0).extra())
                .isEqualTo(Map.of("logprobs", Map.of("content", List.of("first", "second"))));
        assertThat(reply.choices().get(0).messageExtra()).isEqualTo(Map.of("annotations", List.of("n")));
    }

    @Test
    void anAnswerIsWholeOnlyWhenEveryChoiceHasEnded() {
        ReplyAssembler assembler = new ReplyAssembler();
        assertThat(assembler.isWhole()).isFalse();
        assembler.add(new PartOpened(0, 0, Part.Text.of("half")));
        assertThat(assembler.isWhole()).isFalse();
        assertThat(assembler.reply("model", Usage.NONE).choices().get(0).finish())
                .isEqualTo(FinishReason.LENGTH);
    }
}
