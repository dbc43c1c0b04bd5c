package dev.quartermaster.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.StubServer;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every provider promises, whatever its protocol. Each adapter's test says only how its protocol writes things. */
public abstract class ProviderContract extends StreamContract {

    private static final Part PIXEL = new Part.Image(
            new MediaSource.Inline(
                    "image/png",
                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
            null,
            null,
            Map.of());

    private static final ToolSpec LOOK_UP = ToolSpec.function(
            "look_up",
            "Looks a thing up in the encyclopedia.",
            Map.of("type", "object", "properties", Map.of("name", Map.of("type", "string"))),
            null);

    @Test
    void aWholeAnswerHasItsTextAndUsage() {
        stub.answersJson(200, wholeAnswer());

        ChatReply reply = chat().awaitItem(LONG).getItem();

        assertThat(reply.choices()).hasSize(1);
        assertThat(reply.choices().get(0).parts()).contains(Part.Text.of("Hello there."));
        assertThat(reply.usage()).isEqualTo(Usage.of(11, 4));
    }

    /** The rule is the one by which the model was chosen and its quota held for this prompt. */
    @Test
    void usageThatIsNotReportedIsEstimatedAsItIsEverywhere() throws Exception {
        ObjectNode uncounted = (ObjectNode) new ObjectMapper().readTree(wholeAnswer());
        uncounted.remove(List.of("usage", "usageMetadata", "prompt_eval_count", "eval_count"));
        stub.answersJson(200, uncounted.toString());
        ChatRequest request = Samples.request(
                        Dialect.OPENAI_CHAT, Message.of(Role.USER, Part.Text.of("What is this?"), PIXEL))
                .withTools(List.of(LOOK_UP), null);

        Usage usage = chat(request).awaitItem(LONG).getItem().usage();

        assertThat(usage).isEqualTo(Usage.estimate(TokenEstimator.ofPrompt(request), 3));
        assertThat(usage.promptTokens()).isGreaterThan(1_000);
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
    void cancellingAWholeAnswerClosesItsConnection() {
        stub.fallsSilent();
        UniAssertSubscriber<ChatReply> subscriber = chat();
        await().atMost(LONG).until(() -> !stub.seen().isEmpty());

        subscriber.cancel();

        await().atMost(LONG).until(() -> stub.openConnections() == 0);
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
}
