package dev.quartermaster.inference.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Finished;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatDelta.Started;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.testing.ForAll;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FirstTokenGateTest {

    private static final ChatDelta STARTED = new Started(Dialect.OPENAI_CHAT, "id", "m", Map.of());
    private static final ChatDelta OPENED = new PartOpened(0, 0, Part.Text.of(""));
    private static final ChatDelta FINISHED = new Finished(0, FinishReason.STOP, null);
    private static final ProviderFailure BROKEN = ProviderFailure.transientOf(FailureKind.UNAVAILABLE, "cut");

    @Test
    void staysShutUntilTheFirstContent() {
        List<MultiEmitter<? super ChatDelta>> source = new ArrayList<>();
        UniAssertSubscriber<Multi<ChatDelta>> gate = open(Multi.createFrom().emitter(source::add));

        source.get(0).emit(STARTED);
        source.get(0).emit(OPENED);
        source.get(0).emit(text(""));
        gate.assertNotTerminated();

        source.get(0).emit(text("Hello"));
        gate.assertCompleted();
    }

    @Test
    void aFailureBeforeContentFailsTheResult() {
        open(Multi.createBy().concatenating().streams(Multi.createFrom().items(STARTED, OPENED), broken()))
                .assertFailed()
                .assertFailedWith(ProviderFailure.class, "cut");
    }

    @Test
    void aFailureAfterContentComesAfterEverythingBefore() {
        AssertSubscriber<ChatDelta> reader = read(
                Multi.createBy()
                        .concatenating()
                        .streams(Multi.createFrom().items(STARTED, text("a"), text("b")), broken()),
                Long.MAX_VALUE);

        reader.assertItems(STARTED, text("a"), text("b")).assertFailedWith(ProviderFailure.class, "cut");
    }

    @Test
    void aToolCallIsContent() {
        ChatDelta call = new PartOpened(0, 0, new Part.ToolCall("id", "tool", "", Map.of()));
        read(Multi.createFrom().items(STARTED, call, FINISHED), Long.MAX_VALUE)
                .assertItems(STARTED, call, FINISHED)
                .assertCompleted();
    }

    @Test
    void anEndWithoutContentIsAnAnswerWithoutContent() {
        read(Multi.createFrom().items(STARTED, FINISHED), Long.MAX_VALUE)
                .assertItems(STARTED, FINISHED)
                .assertCompleted();
    }

    @Test
    void leavingBeforeContentCancelsTheCall() {
        AtomicBoolean cancelled = new AtomicBoolean();
        UniAssertSubscriber<Multi<ChatDelta>> gate = open(Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().items(STARTED), Multi.createFrom().nothing())
                .onCancellation()
                .invoke(() -> cancelled.set(true)));
        gate.cancel();

        assertThat(cancelled).isTrue();
    }

    @Test
    void leavingAfterContentCancelsTheCall() {
        AtomicBoolean cancelled = new AtomicBoolean();
        AssertSubscriber<ChatDelta> reader = read(
                Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().items(STARTED, text("a")),
                                Multi.createFrom().nothing())
                        .onCancellation()
                        .invoke(() -> cancelled.set(true)),
                1);
        reader.cancel();

        assertThat(cancelled).isTrue();
    }

    @Test
    void asksForNoMoreThanItsReaderDoes() {
        AtomicLong taken = new AtomicLong();
        Multi<ChatDelta> endless = Multi.createFrom()
                .range(0, 1_000)
                .map(number -> text("t" + number))
                .invoke(any -> taken.incrementAndGet());
        AssertSubscriber<ChatDelta> reader = read(endless, 0);
        assertThat(taken).hasValue(1);

        reader.request(5);
        assertThat(reader.getItems()).hasSize(5);
        assertThat(taken).hasValue(5);
    }

    @Test
    void handsOnEveryStepInOrderWhateverTheDemand() {
        ForAll.seeds(random -> {
            List<ChatDelta> steps = new ArrayList<>();
            steps.add(STARTED);
            for (int i = 0; i < random.nextInt(1, 50); i++) {
                steps.add(random.nextInt(4) == 0 ? OPENED : text("t" + i));
            }
            steps.add(FINISHED);
            AssertSubscriber<ChatDelta> reader = read(Multi.createFrom().iterable(steps), 0);
            while (!reader.hasCompleted()) {
                reader.request(random.nextInt(1, 7));
            }
            assertThat(reader.getItems()).isEqualTo(steps);
        });
    }

    private static UniAssertSubscriber<Multi<ChatDelta>> open(Multi<ChatDelta> stream) {
        return FirstTokenGate.firstContentOf(stream).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static AssertSubscriber<ChatDelta> read(Multi<ChatDelta> stream, long demand) {
        return open(stream).assertCompleted().getItem().subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    private static Multi<ChatDelta> broken() {
        return Multi.createFrom().failure(BROKEN);
    }

    private static ChatDelta text(String piece) {
        return new PartGrew(0, 0, Growth.TEXT, piece, Map.of());
    }
}
