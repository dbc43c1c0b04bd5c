package dev.quartermaster.inference.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.routing.OngoingConversation;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConversationsTest {

    private static final ModelKey CLAUDE = new ModelKey(ProviderId.of("anthropic"), "claude");
    private static final ModelKey GPT = new ModelKey(ProviderId.of("openai"), "gpt");

    private final MutableClock clock = new MutableClock("2026-01-01T00:00:00Z");
    private final Conversations conversations = new Conversations(() -> 3, clock);

    @Test
    void itStaysWithWhatTheProviderSaysItKeeps() {
        conversations.answered(ask("a", null, "Hello"), CLAUDE, usage(10, 500, 700, 0));

        assertThat(conversations.of(ask("a", null, "Hello", "Hi!", "How are you?")))
                .contains(new OngoingConversation(CLAUDE, 1200));
    }

    @Test
    void anotherCallerTaskOrBeginningIsAnotherConversation() {
        conversations.answered(ask("a", null, "Hello"), CLAUDE, usage(0, 0, 900, 0));
        conversations.answered(ask("a", "t1", "Hello"), GPT, Usage.of(5000, 1));

        assertThat(conversations.of(ask("b", null, "Hello"))).isEmpty();
        assertThat(conversations.of(ask("a", null, "Hallo"))).isEmpty();
        assertThat(conversations.of(ask("a", "t2", "Hello"))).isEmpty();
        assertThat(conversations.of(ask("a", "t1", "Something else"))).contains(new OngoingConversation(GPT, 5000));
    }

    @Test
    void someKeepALongPromptUnasked() {
        conversations.answered(ask("a", "short", "x"), GPT, Usage.of(1023, 1));
        conversations.answered(ask("a", "long", "x"), GPT, Usage.of(1024, 1));
        conversations.answered(ask("a", "unmarked", "x"), CLAUDE, Usage.of(9000, 1));

        assertThat(conversations.of(ask("a", "short", "x"))).isEmpty();
        assertThat(conversations.of(ask("a", "long", "x"))).contains(new OngoingConversation(GPT, 1024));
        assertThat(conversations.of(ask("a", "unmarked", "x"))).isEmpty();
    }

    @Test
    void itEndsWithTheCache() {
        conversations.answered(ask("a", "t", "x"), CLAUDE, usage(0, 0, 900, 0));
        clock.advance(Conversations.LIFE.minusMillis(1));
        assertThat(conversations.of(ask("a", "t", "x"))).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(conversations.of(ask("a", "t", "x"))).isEmpty();
    }

    @Test
    void whatIsKeptForAnHourLivesAnotherWhenItIsRead() {
        conversations.answered(ask("a", "t", "x"), CLAUDE, usage(0, 0, 0, 900));
        clock.advance(Duration.ofMinutes(59));
        conversations.answered(ask("a", "t", "x"), CLAUDE, usage(10, 900, 0, 0));
        clock.advance(Duration.ofMinutes(59));
        assertThat(conversations.of(ask("a", "t", "x"))).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(conversations.of(ask("a", "t", "x"))).isEmpty();
    }

    @Test
    void whoAnswersWithNothingKeptHasNothingToLose() {
        conversations.answered(ask("a", "t", "x"), CLAUDE, usage(0, 0, 900, 0));
        conversations.answered(ask("a", "t", "x"), CLAUDE, Usage.of(900, 1));

        assertThat(conversations.of(ask("a", "t", "x"))).isEmpty();
    }

    @Test
    void zeroRemembersNothing() {
        Conversations none = new Conversations(() -> 0, clock);
        none.answered(ask("a", "t", "x"), CLAUDE, usage(0, 0, 900, 0));

        assertThat(none.of(ask("a", "t", "x"))).isEmpty();
    }

    /** Of any sequence of answers, those of the last three conversations are known, and no others. */
    @Test
    void thoseNotHeardOfForLongestGoFirst() {
        ForAll.seeds(random -> {
            Conversations fresh = new Conversations(() -> 3, clock);
            List<String> order = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String task = "t" + random.nextInt(8);
                fresh.answered(ask("a", task, "x"), CLAUDE, usage(0, 0, 1 + i, 0));
                order.remove(task);
                order.add(task);
            }
            for (int i = 0; i < order.size(); i++) {
                assertThat(fresh.of(ask("a", order.get(i), "x")).isPresent()).isEqualTo(i >= order.size() - 3);
            }
        });
    }

    private static Usage usage(long input, long read, long write5m, long write1h) {
        return new Usage(input, read, write5m, write1h, 1, 0, 0, false);
    }

    /** @param turns of the user and the model, one after the other */
    private static InferenceRequest ask(String caller, String task, String... turns) {
        List<Message> messages = new ArrayList<>();
        messages.add(Message.of(Role.SYSTEM, Part.Text.of("Be brief.")));
        for (String turn : turns) {
            messages.add(Message.of(messages.size() % 2 == 1 ? Role.USER : Role.ASSISTANT, Part.Text.of(turn)));
        }
        ChatRequest chat = Requests.openAi().messages(messages).build();
        Hints hints = new Hints(null, task, Priority.MEDIUM, Set.of(), null, null, Set.of(), Optional.empty(), false);
        return new InferenceRequest("r", new Caller(caller, Caller.Role.AGENT), Instant.EPOCH, 0, "auto", hints, chat);
    }
}
