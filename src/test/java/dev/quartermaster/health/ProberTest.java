package dev.quartermaster.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.testing.MutableClock;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;

class ProberTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final List<ProviderId> FIVE =
            IntStream.range(0, 5).mapToObj(i -> ProviderId.of("provider-" + i)).toList();
    private static final ProviderId HANGING = FIVE.get(0);

    private final MutableClock clock = new MutableClock("2026-07-01T10:00:00Z");
    private final CircuitBreakers circuitBreakers = HealthBoards.by(clock);
    private final Map<ProviderId, CompletableFuture<Void>> answers = new TreeMap<>();
    private final Map<ProviderId, CompletableFuture<Void>> overs = new TreeMap<>();
    private final Prober prober = new Prober(() -> FIVE, this::ask, circuitBreakers, INTERVAL);

    private Uni<Void> ask(ProviderId provider, CompletableFuture<Void> over) {
        answers.put(provider, new CompletableFuture<>());
        overs.put(provider, over);
        return Uni.createFrom().completionStage(answers.get(provider));
    }

    private UniAssertSubscriber<List<ProbeResult>> sweep() {
        return prober.sweep().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void allAreAskedAtOnceAndEachIsOnTheBoardWhenItHasAnswered() {
        UniAssertSubscriber<List<ProbeResult>> results = sweep();
        assertThat(answers).hasSameSizeAs(FIVE);

        FIVE.subList(1, 5).forEach(provider -> answers.get(provider).complete(null));

        results.assertNotTerminated();
        assertThat(FIVE.subList(1, 5))
                .allMatch(provider -> circuitBreakers.report(provider).state() == HealthState.HEALTHY);
        assertThat(circuitBreakers.report(HANGING)).isEqualTo(HealthReport.UNKNOWN);

        answers.get(HANGING).completeExceptionally(new TimeoutException("too slow"));
        assertThat(results.awaitItem().getItem()).hasSize(5);
        assertThat(circuitBreakers.report(HANGING).state()).isEqualTo(HealthState.DEGRADED);
    }

    @Test
    void whatIsGivenUpIsHungUp() {
        sweep();
        assertThat(overs.get(HANGING)).isNotDone();

        answers.get(HANGING).completeExceptionally(new TimeoutException("too slow"));

        assertThat(overs.get(HANGING)).isDone();
    }

    @Test
    void whoWasHeardFromIsLeftOut() {
        sweep();
        FIVE.forEach(provider -> answers.get(provider).complete(null));
        answers.clear();

        clock.advance(INTERVAL.minusMillis(1));
        sweep().assertCompleted();
        assertThat(answers).isEmpty();

        clock.advance(Duration.ofMillis(1));
        sweep();
        assertThat(answers).hasSize(5);
    }
}
