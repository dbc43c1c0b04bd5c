package dev.quartermaster.inference.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.inference.failover.AttemptResult.Answered;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.Decisions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The walk along a route with everything but HTTP. */
class FailoverTest {

    private static final ProviderFailure GONE = ProviderFailure.permanentOf(FailureKind.UNAVAILABLE, "gone");
    private static final QuartermasterException NO_SEED =
            QuartermasterException.invalid("seed", "There is no seed here.");
    private static final Decision TWO = Decisions.named(FailoverParts.model("a"), FailoverParts.model("b"));

    private FailoverParts parts = new FailoverParts(Map.of("OPENAI_API_KEY", "one", "OPENAI_API_KEY_2", "two"));

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void theNextModelAnswersWhereTheFirstDoesNot() {
        parts.failing("a", GONE);
        RequestContext request = FailoverParts.request(TWO);

        assertThat(walk(request).model().key().id()).isEqualTo("b");
        assertThat(request.attempts().all())
                .extracting(Attempt::outcome)
                .containsExactly(AttemptOutcome.ERROR, AttemptOutcome.SUCCESS);
        assertThat(request.attempts().failovers()).isOne();
    }

    @Test
    void theLastErrorNamesEveryAttempt() {
        parts.failing("a", GONE);
        parts.failing("b", ProviderFailure.permanentOf(FailureKind.ERROR, "broken"));
        RequestContext request = FailoverParts.request(TWO);

        QuartermasterException end = failure(request);

        assertThat(end.code()).isEqualTo(ErrorCode.UPSTREAM_ERROR);
        assertThat(end.getMessage()).contains("broken", "2 attempts", "openai/a unavailable", "openai/b error");
        assertThat(request.attempts().lastTried())
                .contains(FailoverParts.model("b").key());
    }

    @Test
    void aRequestEndsBeforeItsProcessDoes() {
        parts.silent();
        long answerBy = System.nanoTime() + Duration.ofMillis(300).toNanos();
        RequestContext request = FailoverParts.request(TWO, Hints.NONE, Duration.ofHours(1), answerBy);

        assertThat(failure(request).code()).isEqualTo(ErrorCode.UPSTREAM_TIMEOUT);
        assertThat(request.attempts().all()).hasSize(1);
        request.resumes();
        assertThat(request.remaining()).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void aProcessThatEndsLaterLeavesARequestItsPatience() {
        long answerBy = System.nanoTime() + Duration.ofHours(1).toNanos();

        assertThat(FailoverParts.request(TWO, Hints.NONE, Duration.ofMinutes(1), answerBy)
                        .remaining())
                .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    }

    @Test
    void theRefusalOfANamedModelIsTheAnswer() {
        parts.failing("a", NO_SEED);

        assertThat(failure(FailoverParts.request(TWO))).isSameAs(NO_SEED);
        assertThat(parts.provider.models()).containsExactly("a");
    }

    @Test
    void amongChosenModelsAnotherMayUnderstandTheRequest() {
        Decision chosen = Decisions.among(FailoverParts.model("a"), FailoverParts.model("b"));
        String first = chosen.route().get(0).model().key().id();
        parts.failing(first, NO_SEED);

        assertThat(walk(FailoverParts.request(chosen)).model().key().id()).isNotEqualTo(first);
    }

    @Test
    void theFirstRefusalIsToldWhereNobodyUnderstands() {
        parts.failing("a", NO_SEED);
        parts.failing("b", NO_SEED);

        assertThat(failure(FailoverParts.request(Decisions.among(FailoverParts.model("a"), FailoverParts.model("b")))))
                .isSameAs(NO_SEED);
        assertThat(parts.provider.models()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whoWantsNoFallbackGetsNone() {
        parts.failing("a", GONE);
        Hints alone =
                new Hints(null, null, Priority.MEDIUM, Set.of(), null, null, Set.of(), Optional.of(List.of()), false);

        failure(FailoverParts.request(TWO, alone, FailoverParts.LONG));

        assertThat(parts.provider.models()).containsExactly("a");
    }

    @Test
    void anotherKeyIsTriedBeforeAnotherModel() {
        ProviderFailure refused = ProviderFailure.permanentOf(FailureKind.AUTHENTICATION, "who are you");
        String[] firstKey = new String[1];
        parts.provider.script = call -> {
            firstKey[0] = firstKey[0] == null ? call.key().id() : firstKey[0];
            return call.key().id().equals(firstKey[0])
                    ? Uni.createFrom().failure(refused)
                    : Uni.createFrom().item(ScriptedProvider.REPLY);
        };
        RequestContext request = FailoverParts.request(TWO);

        assertThat(walk(request).model().key().id()).isEqualTo("a");
        assertThat(request.attempts().all())
                .extracting(Attempt::keyId)
                .containsExactlyInAnyOrder("openai-1", "openai-2");
    }

    @Test
    void aLongRouteWithoutAKeyEndsAndCallsNobody() {
        parts.close();
        parts = new FailoverParts(Map.of());
        ModelSpec[] many = IntStream.range(0, 3_000)
                .mapToObj(i -> FailoverParts.model("m" + i))
                .toArray(ModelSpec[]::new);
        RequestContext request = FailoverParts.request(Decisions.named(many));

        // On a small stack, so that it does not hang on how compactly frames happen to be compiled.
        CompletableFuture<QuartermasterException> end = new CompletableFuture<>();
        Thread small = new Thread(null, () -> end.complete(failure(request)), "small-stack", 256 * 1024);
        small.start();

        assertThat(end).succeedsWithin(FailoverParts.LONG);
        assertThat(end.join().code()).isEqualTo(ErrorCode.UPSTREAM_AUTHENTICATION);
        assertThat(request.attempts().all()).hasSize(many.length).noneMatch(Attempt::called);
        assertThat(parts.provider.calls).isEmpty();
    }

    private Answered<ChatReply> walk(RequestContext request) {
        return parts.walk(request).await().atMost(FailoverParts.LONG);
    }

    private QuartermasterException failure(RequestContext request) {
        return catchThrowableOfType(QuartermasterException.class, () -> walk(request));
    }
}
