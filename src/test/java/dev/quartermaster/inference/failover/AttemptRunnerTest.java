package dev.quartermaster.inference.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.failover.AttemptResult.Failed;
import dev.quartermaster.inference.failover.AttemptResult.Refused;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.routing.Decisions;
import dev.quartermaster.testing.Models;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The result of one attempt, and what is left of it when it is over. */
class AttemptRunnerTest {

    private static final ModelSpec MODEL = FailoverParts.model("gpt-4o");

    private FailoverParts parts = new FailoverParts(Map.of("OPENAI_API_KEY", "sk-one"));
    private RequestContext request = FailoverParts.request(Decisions.named(MODEL));

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void anAnswerComesWithItsPermitAndItsAttempt() {
        Answered<ChatReply> answered = (Answered<ChatReply>) attempt();

        assertThat(answered.value()).isSameAs(ScriptedProvider.REPLY);
        assertThat(answered.attempt().outcome()).isEqualTo(AttemptOutcome.SUCCESS);
        assertThat(answered.attempt().keyId()).isEqualTo("openai-1");
        assertThat(request.attempts().all()).containsExactly(answered.attempt());
        assertThat(request.attempts().lastFailure()).isEmpty();
        assertThat(request.attempts().inFlight()).isEmpty();
        assertThat(parts.inFlight()).isOne();

        answered.permit().settle(15);
        assertThat(parts.inFlight()).isZero();
    }

    @Test
    void aFailedCallSaysThatItWentOut() {
        parts.failing("gpt-4o", new ProviderFailure(FailureKind.UNAVAILABLE, true, 503, null, "overloaded", null));

        Failed<ChatReply> failed = (Failed<ChatReply>) attempt();

        assertThat(failed.called()).isTrue();
        assertThat(failed.failure()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(failed.attempt())
                .extracting(Attempt::outcome, Attempt::reason, Attempt::status)
                .containsExactly(AttemptOutcome.ERROR, "unavailable", 503);
        assertThat(request.attempts().calls()).isOne();
        assertThat(request.attempts().hasFailedAt(MODEL.key())).isTrue();
        assertThat(parts.inFlight()).isZero();
    }

    @Test
    void withoutAKeyNothingIsCalled() {
        parts.close();
        parts = new FailoverParts(Map.of());

        assertNotCalled(FailureKind.AUTHENTICATION);
    }

    @Test
    void beyondAQuotaNothingIsCalled() {
        ModelSpec limited = Models.named("openai/gpt-4o")
                .rateLimits(new RateLimits(0L, null))
                .build();
        request = FailoverParts.request(Decisions.named(limited));

        assertNotCalled(FailureKind.RATE_LIMITED);
    }

    @Test
    void anOpenCircuitIsLeftAlone() {
        for (int i = 0; i < 3; i++) {
            parts.circuitBreakers.failed(MODEL.key(), FailureKind.UNAVAILABLE);
        }

        assertNotCalled(FailureKind.UNAVAILABLE);
    }

    @Test
    void aRefusalOfTheRequestIsNoCallAndSpeaksAgainstNobody() {
        QuartermasterException refusal = QuartermasterException.invalid("seed", "There is no seed here.");
        parts.failing("gpt-4o", refusal);

        Refused<ChatReply> refused = (Refused<ChatReply>) attempt();

        assertThat(refused.why()).isSameAs(refusal);
        assertThat(refused.everywhere()).isFalse();
        assertThat(refused.attempt()).isEqualTo(Attempt.skipped(MODEL.key(), FailureKind.INVALID_REQUEST));
        assertThat(request.attempts().calls()).isZero();
        assertThat(request.attempts().inFlight()).isEmpty();
        assertThat(parts.inFlight()).isZero();
        assertThat(parts.circuitBreakers.impairedModels()).isEmpty();
    }

    @Test
    void whoTakesLongerThanTheRequestHasTimedOut() {
        parts.silent();
        request = FailoverParts.request(Decisions.named(MODEL), Hints.NONE, Duration.ofMillis(20));

        Failed<ChatReply> failed = (Failed<ChatReply>) attempt();

        assertThat(failed.called()).isTrue();
        assertThat(failed.failure()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(parts.inFlight()).isZero();
    }

    @Test
    void aCallerThatLeavesGivesThePlaceBackAndTheCallStaysKnown() {
        parts.silent();
        var running = start().subscribe().with(any -> {});
        assertThat(parts.inFlight()).isOne();

        running.cancel();

        assertThat(parts.inFlight()).isZero();
        assertThat(request.attempts().inFlight()).contains(MODEL);
        assertThat(request.attempts().all()).isEmpty();
    }

    @Test
    void aDefectIsNoResult() {
        parts.failing("gpt-4o", new IllegalStateException("a bug"));

        assertThatThrownBy(this::attempt).isInstanceOf(IllegalStateException.class);
        assertThat(parts.inFlight()).isZero();
        assertThat(parts.circuitBreakers.impairedModels()).containsKey(MODEL.key());
    }

    private void assertNotCalled(FailureKind why) {
        Failed<ChatReply> failed = (Failed<ChatReply>) attempt();

        assertThat(failed.called()).isFalse();
        assertThat(failed.failure()).isEqualTo(why);
        assertThat(request.attempts().all()).containsExactly(Attempt.skipped(MODEL.key(), why));
        assertThat(request.attempts().lastFailure()).contains(why);
        assertThat(request.attempts().calls()).isZero();
        assertThat(parts.provider.calls).isEmpty();
        assertThat(parts.inFlight()).isZero();
    }

    private AttemptResult<ChatReply> attempt() {
        return start().await().atMost(FailoverParts.LONG);
    }

    private Uni<AttemptResult<ChatReply>> start() {
        return parts.attemptRunner.attempt(
                request, FailoverParts.WHOLE, request.route().get(0));
    }
}
