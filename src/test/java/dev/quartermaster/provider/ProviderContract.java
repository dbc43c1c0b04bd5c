package dev.quartermaster.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.StubServer;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every provider promises, whatever its protocol. Each adapter's test says only how its protocol writes things. */
public abstract class ProviderContract {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String SECRET = "sk-contract-0123456789abcdefghijklmnop";
    private static final long BYTES_NO_BUFFER_HOLDS = 64L * 1024 * 1024;

    @Inject
    Vertx vertx;

    private StubServer stub;
    private ChatProvider provider;

    protected abstract ProviderFactory factory();

    protected abstract ProviderId id();

    /** A whole answer "Hello there." with usage of 11 prompt and 4 output tokens. */
    protected abstract String wholeAnswer();

    /** A whole answer that ended normally and says nothing. */
    protected abstract String emptyAnswer();

    /** An error of an overloaded or broken server, as it comes inside a successful answer. */
    protected abstract String errorInside();

    /** An error body whose message echoes {@code text}. */
    protected abstract String errorEchoing(String text);

    protected abstract String streamType();

    /** "Hello there." in pieces, without the end. */
    protected abstract List<String> streamBeginning();

    /** The rest of that stream: usage of 11 prompt and 4 output tokens, and the terminal marker. */
    protected abstract List<String> streamEnd();

    /** An error as it comes inside a stream. */
    protected abstract String errorInStream();

    /** The path that a probe asks for. */
    protected abstract String probePath();

    @BeforeEach
    void startStub() throws Exception {
        stub = StubServer.start(vertx);
        provider = factory().create(id(), settings(Duration.ofSeconds(5)));
    }

    @AfterEach
    void stopStub() throws Exception {
        provider.close();
        stub.close();
    }

    @Test
    void aWholeAnswerHasItsTextAndUsage() {
        stub.answersJson(200, wholeAnswer());

        ChatReply reply = chat().awaitItem(LONG).getItem();

        assertThat(reply.choices()).hasSize(1);
        assertThat(reply.choices().get(0).parts()).contains(Part.Text.of("Hello there."));
        assertThat(reply.usage()).isEqualTo(Usage.of(11, 4));
    }

    @Test
    void aRateLimitCarriesItsRetryAfter() {
        stub.answers(429, "application/json", errorEchoing("slow down"), Map.of("retry-after", "7"));

        ProviderFailure failure = failureOf(chat());

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.isTransient()).isTrue();
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void aRateLimitOfAStreamCarriesItsRetryAfter() {
        stub.answers(429, "application/json", errorEchoing("slow down"), Map.of("retry-after", "7"));

        ProviderFailure failure = failureOf(stream(Long.MAX_VALUE));

        assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void aRefusedKeyIsAnAuthenticationFailureForGood() {
        stub.answersJson(401, errorEchoing("no"));

        ProviderFailure failure = failureOf(chat());

        assertThat(failure.kind()).isEqualTo(FailureKind.AUTHENTICATION);
        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.status()).isEqualTo(401);
    }

    @Test
    void aKeyIsNeverInAFailure() {
        stub.answersJson(401, errorEchoing("Incorrect API key provided: " + SECRET + " (sk-contract-0123...mnop)"));

        assertThat(failureOf(chat()).toString()).doesNotContain("sk-contract").contains("Incorrect API key");
        assertThat(failureOf(stream(Long.MAX_VALUE)).toString()).doesNotContain("sk-contract");
    }

    @Test
    void anErrorInsideASuccessFails() {
        stub.answersJson(200, errorInside());

        assertThat(failureOf(chat()).isTransient()).isTrue();
    }

    @Test
    void aSuccessThatCannotBeReadFails() {
        stub.answers(200, "text/html", "<html>Service maintenance</html>", Map.of());

        ProviderFailure failure = failureOf(chat());

        assertThat(failure.kind()).isEqualTo(FailureKind.ERROR);
        assertThat(failure.isTransient()).isTrue();
    }

    @Test
    void anEmptyAnswerThatEndedNormallyIsLowQuality() {
        stub.answersJson(200, emptyAnswer());

        assertThat(failureOf(chat()).kind()).isEqualTo(FailureKind.LOW_QUALITY);
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() throws Exception {
        stub.close();

        for (ProviderFailure failure : List.of(failureOf(chat()), failureOf(stream(Long.MAX_VALUE)))) {
            assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);
            assertThat(failure.isTransient()).isTrue();
            assertThat(failure.status()).isZero();
        }
        stub = StubServer.start(vertx);
    }

    @Test
    void silenceIsATimeout() {
        provider.close();
        provider = factory().create(id(), settings(Duration.ofMillis(200)));
        stub.fallsSilent();

        assertThat(failureOf(chat()).kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(failureOf(stream(Long.MAX_VALUE)).kind()).isEqualTo(FailureKind.TIMEOUT);
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
    void cancellingAWholeAnswerClosesItsConnection() {
        stub.fallsSilent();
        UniAssertSubscriber<ChatReply> subscriber = chat();
        await().atMost(LONG).until(() -> !stub.seen().isEmpty());

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

    @Test
    void aProbeAsksForSomethingFree() {
        stub.answersJson(200, "{}");

        provider.probe(key())
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .awaitItem(LONG);

        assertThat(stub.lastSeen().method()).isEqualTo("GET");
        assertThat(stub.lastSeen().uri()).isEqualTo(probePath());
    }

    @Test
    void aProbeFailsWhereTheProviderDoes() {
        stub.answersJson(503, errorEchoing("busy"));

        var probe = provider.probe(key()).subscribe().withSubscriber(UniAssertSubscriber.create());

        assertThat(failureOf(probe).kind()).isEqualTo(FailureKind.UNAVAILABLE);
    }

    private List<String> whole() {
        List<String> pieces = new ArrayList<>(streamBeginning());
        pieces.addAll(streamEnd());
        return pieces;
    }

    private ProviderSettings settings(Duration patience) {
        return new ProviderSettings(
                stub.url(), Duration.ofSeconds(2), patience, patience, patience, 8, FailureTable.standard());
    }

    private ApiKey key() {
        return new ApiKey(id(), id() + "-1", SECRET);
    }

    private ProviderCall call() {
        return new ProviderCall(Samples.model(id(), "sample-1"), Samples.question("Hi"), key(), quota -> {});
    }

    private UniAssertSubscriber<ChatReply> chat() {
        return provider.chat(call()).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private AssertSubscriber<ChatDelta> stream(long demand) {
        return provider.stream(call()).subscribe().withSubscriber(AssertSubscriber.create(demand));
    }

    private static ProviderFailure failureOf(UniAssertSubscriber<?> subscriber) {
        return (ProviderFailure) subscriber.awaitFailure(LONG).getFailure();
    }

    private static ProviderFailure failureOf(AssertSubscriber<?> subscriber) {
        return (ProviderFailure) subscriber.awaitFailure(LONG).getFailure();
    }

    private static String text(AssertSubscriber<ChatDelta> subscriber) {
        StringBuilder text = new StringBuilder();
        for (ChatDelta delta : subscriber.getItems()) {
            if (delta instanceof ChatDelta.PartGrew grew && grew.growth() == ChatDelta.Growth.TEXT) {
                text.append(grew.piece());
            }
        }
        return text.toString();
    }
}
