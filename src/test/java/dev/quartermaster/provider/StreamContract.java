package dev.quartermaster.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What every provider promises of its streams. */
public abstract class StreamContract extends ProviderUnderTest {

    private static final long BYTES_NO_BUFFER_HOLDS = 64L * 1024 * 1024;

    @Test
    void aRateLimitOfAStreamCarriesItsRetryAfter() {
        stub.answers(429, "application/json", errorEchoing("slow down"), Map.of("retry-after", "7"));

        ProviderFailure failure = failureOf(stream(Long.MAX_VALUE));

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void silenceInsideAStreamIsATimeout() {
        provider.close();
        provider = factory().create(id(), settings(Duration.ofMillis(200)));
        stub.streamsAndFallsSilent(streamType(), streamBeginning());

        ProviderFailure failure = failureOf(stream(Long.MAX_VALUE));

        assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(failure.isTransient()).isTrue();
    }

    @Test
    void aStreamEndsWithItsUsage() {
        stub.streams(streamType(), whole());

        AssertSubscriber<ChatDelta> subscriber = stream(Long.MAX_VALUE).awaitCompletion(LONG);

        assertThat(text(subscriber)).isEqualTo("Hello there.");
        assertThat(subscriber.getItems().get(0)).isInstanceOf(ChatDelta.Started.class);
        assertThat(subscriber.getLastItem()).isEqualTo(new ChatDelta.Used(Usage.of(11, 4)));
    }

    @Test
    void aStreamThatIsCutFailsAfterWhatItSaid() {
        stub.streamsAndDrops(streamType(), streamBeginning());

        AssertSubscriber<ChatDelta> subscriber = stream(Long.MAX_VALUE);
        ProviderFailure failure = failureOf(subscriber);

        assertThat(text(subscriber)).isEqualTo("Hello there.");
        assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failure.isTransient()).isTrue();
    }

    @Test
    void aStreamThatEndsWithoutItsMarkerFails() {
        stub.streams(streamType(), streamBeginning());

        assertThat(failureOf(stream(Long.MAX_VALUE)).isTransient()).isTrue();
    }

    @Test
    void anErrorInsideAStreamFailsAfterWhatWasSaid() {
        List<String> pieces = new ArrayList<>(streamBeginning());
        pieces.add(errorInStream());
        stub.streams(streamType(), pieces);

        AssertSubscriber<ChatDelta> subscriber = stream(Long.MAX_VALUE);

        assertThat(failureOf(subscriber).isTransient()).isTrue();
        assertThat(text(subscriber)).isEqualTo("Hello there.");
    }

    @Test
    void cancellingAStreamClosesItsConnection() {
        stub.streamsAndFallsSilent(streamType(), streamBeginning());
        AssertSubscriber<ChatDelta> subscriber = stream(Long.MAX_VALUE);
        await().atMost(LONG).until(() -> !subscriber.getItems().isEmpty());
        assertThat(stub.openConnections()).isEqualTo(1);

        subscriber.cancel();

        await().atMost(LONG).until(() -> stub.openConnections() == 0);
    }

    @Test
    void aReaderThatAsksForNoMoreStallsTheServer() {
        AtomicLong written = new AtomicLong();
        String beginning = String.join("", streamBeginning());
        stub.floods(
                streamType(), beginning, streamBeginning().get(streamBeginning().size() - 1), written);

        AssertSubscriber<ChatDelta> subscriber = stream(1);
        AtomicLong before = new AtomicLong();
        await().during(Duration.ofMillis(500)).atMost(LONG).until(() -> {
            long now = written.get();
            return now > 0 && before.getAndSet(now) == now;
        });
        long stalledAt = written.get();

        assertThat(stalledAt).isLessThan(BYTES_NO_BUFFER_HOLDS);
        assertThat(subscriber.getItems()).hasSize(1);
        subscriber.request(Long.MAX_VALUE);
        await().atMost(LONG).until(() -> written.get() > stalledAt);
        subscriber.cancel();
    }

    @Test
    void connectionsOfFinishedStreamsAreUsedAgain() {
        stub.streams(streamType(), whole());

        for (int i = 0; i < 3; i++) {
            stream(Long.MAX_VALUE).awaitCompletion(LONG);
        }

        assertThat(stub.connections()).isEqualTo(1);
    }
}
