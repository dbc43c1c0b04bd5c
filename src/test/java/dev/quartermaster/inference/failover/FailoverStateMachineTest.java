package dev.quartermaster.inference.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.inference.failover.FailoverStateMachine.AttemptFailure;
import dev.quartermaster.inference.failover.FailoverStateMachine.Step;
import dev.quartermaster.routing.RankedModel;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where a request goes under every script of faults; time is a number here. */
class FailoverStateMachineTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final FailoverRules RULES = new FailoverRules(
            2,
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8)));
    private static final FailoverRules NONE =
            new FailoverRules(0, Duration.ofMillis(200), Duration.ofSeconds(10), List.of(Duration.ZERO));
    private static final ProviderFailure DOWN = ProviderFailure.transientOf(FailureKind.UNAVAILABLE, "down");
    private static final ProviderFailure GONE = ProviderFailure.permanentOf(FailureKind.UNAVAILABLE, "gone");

    private static final QuartermasterException REFUSAL =
            QuartermasterException.invalid("seed", "There is no seed here.");

    private FailoverRules rules = RULES;
    private RetryBudget budget = new RetryBudget(20, 100, () -> 0);
    private Function<ModelSpec, List<RankedModel>> onContentPolicy = refusing -> List.of();
    private boolean named;

    /** The calls and waits of one failover so far. */
    private static final class Run {
        private final FailoverStateMachine walk;
        private final List<String> calls = new ArrayList<>();
        private final List<Duration> waits = new ArrayList<>();
        private long now;

        private Run(FailoverStateMachine walk) {
            this.walk = walk;
        }

        private Duration end() {
            return Duration.ofNanos(now);
        }

        private int callsTo(String model) {
            return Collections.frequency(calls, model);
        }

        /** Follows each step to the end, or to an answer. */
        private Run play(Calls outcomes) {
            Step step = walk.begin(now);
            while (step != null && !(step instanceof FailoverStateMachine.End)) {
                if (step instanceof FailoverStateMachine.Wait wait) {
                    waits.add(wait.time());
                    now += wait.time().toNanos();
                    step = walk.resume(now);
                } else {
                    RankedModel candidate = ((FailoverStateMachine.Call) step).candidate();
                    step = outcomes.call(this, candidate.model().key().toString());
                }
            }
            return this;
        }
    }

    /** Makes a call and returns the step after its failure; null for an answer. */
    private interface Calls {
        Step call(Run run, String model);
    }

    @Test
    void asksTheSameModelTwiceMoreAndThenTheNext() {
        Run run = run(route("a/1", "b/2"), (model, call) -> model.equals("a/1") ? DOWN : null);

        assertThat(run.calls).containsExactly("a/1", "a/1", "a/1", "b/2");
        assertThat(run.waits).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    /** Each candidate of a route is made, and priced, when it is read. */
    @Test
    void readsOnlyAsMuchOfTheRouteAsItNeeds() {
        AtomicInteger read = new AtomicInteger();
        List<RankedModel> ready = route("a/1", "b/2", "c/3", "d/4");
        FailoverStateMachine failover = walk(counting(ready, read), DEADLINE.toNanos());

        failover.begin(0);
        assertThat(read).hasValue(1);
        assertThat(failover.failed(new AttemptFailure(GONE, true, false), 0))
                .isEqualTo(new FailoverStateMachine.Call(ready.get(1)));
        assertThat(read).hasValue(2);
    }

    @Test
    void whatIsTooSmallIsNotAskedAlsoWhereItComesLater() {
        ProviderFailure tooLong = ProviderFailure.permanentOf(FailureKind.CONTEXT_WINDOW, "too long");
        AtomicInteger read = new AtomicInteger();
        List<RankedModel> ready =
                List.of(sized("a/1", 200L), sized("b/2", 300L), sized("c/3", 250L), sized("d/4", 400L));
        FailoverStateMachine failover = walk(counting(ready, read), DEADLINE.toNanos());
        failover.begin(0);

        assertThat(failover.failed(new AttemptFailure(tooLong, true, false), 0))
                .isEqualTo(new FailoverStateMachine.Call(ready.get(1)));
        assertThat(read).hasValue(2);
        assertThat(failover.failed(new AttemptFailure(tooLong, true, false), 0))
                .isEqualTo(new FailoverStateMachine.Call(ready.get(3)));
    }

    @Test
    void whatIsPermanentIsNotAskedAgain() {
        assertThat(run(route("a/1", "b/2"), (model, call) -> GONE).calls).containsExactly("a/1", "b/2");
    }

    @Test
    void retryAfterIsObeyedAndNotShortened() {
        Run run = run(route("a/1"), (model, call) -> call == 1 ? busyFor(Duration.ofSeconds(7)) : null);

        assertThat(run.waits).containsExactly(Duration.ofSeconds(7));
        assertThat(run.calls).hasSize(2);
    }

    @Test
    void aWaitTooLongLetsTheNextModelGoFirst() {
        Run run =
                run(route("a/1", "b/2"), (model, call) -> model.equals("a/1") ? busyFor(Duration.ofSeconds(11)) : null);

        assertThat(run.calls).containsExactly("a/1", "b/2");
        assertThat(run.waits).isEmpty();
    }

    @Test
    void theOnlyModelIsAskedAgainAsSoonAsItsWindowIsFree() {
        Run run = run(route("a/1"), (model, call) -> call == 1 ? busyFor(Duration.ofSeconds(30)) : null);

        assertThat(run.calls).containsExactly("a/1", "a/1");
        assertThat(run.waits).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void aWaitBeyondTheDeadlineIsNotWaited() {
        Run run = run(route("a/1"), (model, call) -> busyFor(Duration.ofSeconds(61)));

        assertThat(run.calls).containsExactly("a/1");
        assertThat(run.end()).isZero();
    }

    @Test
    void roundsWaitTwoFourAndEightSecondsAndAskEachOnce() {
        Run run = run(route("a/1", "b/2"), (model, call) -> DOWN);

        assertThat(run.calls).hasSize(2 * 3 + 3 * 2);
        assertThat(run.waits.subList(4, 7))
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
        assertThat(run.walk.lastCalled()).isSameAs(DOWN);
    }

    @Test
    void thereIsNoRoundForWhatIsPermanent() {
        assertThat(run(route("a/1", "b/2"), (model, call) -> GONE).waits).isEmpty();
    }

    @Test
    void zeroMeansZero() {
        rules = NONE;
        Run run = run(route("a/1", "b/2"), (model, call) -> DOWN);

        assertThat(run.calls).containsExactly("a/1", "b/2");
        assertThat(run.waits).isEmpty();
    }

    @Test
    void withoutABudgetNothingIsAskedAgain() {
        budget = new RetryBudget(0, 100, () -> 0);
        assertThat(run(route("a/1", "b/2"), (model, call) -> DOWN).calls).containsExactly("a/1", "b/2");
    }

    @Test
    void noCallGoesOutWhenTheTimeIsOverBefore() {
        FailoverStateMachine failover = walk(route("a/1"), 0);

        assertThat(failover.begin(0)).isInstanceOf(FailoverStateMachine.End.class);
    }

    @Test
    void aLargerWindowIsWantedWhenOneWasTooSmall() {
        ProviderFailure tooLong = ProviderFailure.permanentOf(FailureKind.CONTEXT_WINDOW, "too long");
        List<RankedModel> route =
                List.of(sized("a/1", 100L), sized("b/2", 100L), sized("c/3", null), sized("d/4", 200L));

        assertThat(run(route, (model, call) -> tooLong).calls).containsExactly("a/1", "d/4");
        named = true;
        assertThat(run(route, (model, call) -> tooLong).calls).containsExactly("a/1", "c/3", "d/4");
    }

    @Test
    void nobodyShopsAroundForAModelThatIsLessStrict() {
        ProviderFailure refused = ProviderFailure.permanentOf(FailureKind.CONTENT_POLICY, "no");
        assertThat(run(route("a/1", "b/2"), (model, call) -> refused).calls).containsExactly("a/1");

        onContentPolicy = refusing -> route("a/1", "c/3");
        assertThat(run(route("a/1", "b/2"), (model, call) -> refused).calls).containsExactly("a/1", "c/3");
    }

    @Test
    void aWrongRequestIsWrongForAll() {
        ProviderFailure wrong = ProviderFailure.permanentOf(FailureKind.INVALID_REQUEST, "wrong");
        assertThat(run(route("a/1", "b/2"), (model, call) -> wrong).calls).containsExactly("a/1");
    }

    @Test
    void whatABudgetDoesNotCoverGivesWayToTheNextModel() {
        FailoverStateMachine failover = walk(route("a/1", "b/2"), DEADLINE.toNanos());
        failover.begin(0);

        assertThat(failover.overBudget(overBudget(Duration.ofHours(1)), 0))
                .isEqualTo(new FailoverStateMachine.Call(route("b/2").get(0)));
        assertThat(failover.overBudget(overBudget(null), 0)).isInstanceOf(FailoverStateMachine.End.class);
        assertThat(failover.lastCalled()).isNull();
        assertThat(failover.lastPassedOver()).isNull();
    }

    /** Nobody waits in here for a budget: the caller is told when to come back. */
    @Test
    void whereBudgetsAloneRefuseNothingIsWaitedFor() {
        FailoverStateMachine failover = walk(route("a/1"), DEADLINE.toNanos());
        failover.begin(0);

        assertThat(failover.overBudget(overBudget(Duration.ofSeconds(1)), 0))
                .isInstanceOf(FailoverStateMachine.End.class);
    }

    @Test
    void theBudgetThatIsFreeSoonestIsTold() {
        FailoverStateMachine failover = walk(route("a/1", "b/2", "c/3", "d/4"), DEADLINE.toNanos());
        QuartermasterException never = overBudget(null);
        QuartermasterException late = overBudget(Duration.ofHours(2));
        QuartermasterException soon = overBudget(Duration.ofHours(1));
        failover.begin(0);

        failover.overBudget(never, 0);
        assertThat(failover.budgetRefusal()).isSameAs(never);
        failover.overBudget(late, 0);
        assertThat(failover.budgetRefusal()).isSameAs(late);
        failover.overBudget(soon, 0);
        failover.overBudget(overBudget(null), 0);
        assertThat(failover.budgetRefusal()).isSameAs(soon);
    }

    /** A model that failed may come back; one that a budget has just refused may fit by then. */
    @Test
    void whatABudgetRefusedIsAskedAgainInALaterRound() {
        FailoverStateMachine failover = walk(route("a/1", "b/2"), DEADLINE.toNanos());
        failover.begin(0);
        failover.overBudget(overBudget(Duration.ofSeconds(1)), 0);

        Step step = failover.failed(new AttemptFailure(busyFor(Duration.ofSeconds(20)), true, false), 0);

        assertThat(step).isEqualTo(new FailoverStateMachine.Wait(Duration.ofSeconds(2)));
        assertThat(failover.resume(Duration.ofSeconds(2).toNanos()))
                .isEqualTo(new FailoverStateMachine.Call(route("a/1").get(0)));
    }

    @Test
    void otherKeysComeBeforeRetriesAndOtherModels() {
        ProviderFailure busy = ProviderFailure.transientOf(FailureKind.RATE_LIMITED, "busy");
        FailoverStateMachine failover = walk(route("a/1", "b/2"), DEADLINE.toNanos());
        failover.begin(0);

        assertThat(failover.failed(new AttemptFailure(busy, true, true), 0))
                .isEqualTo(new FailoverStateMachine.Call(route("a/1").get(0)));
        assertThat(failover.failed(new AttemptFailure(busy, true, true), 0))
                .isEqualTo(new FailoverStateMachine.Call(route("a/1").get(0)));
        assertThat(failover.failed(new AttemptFailure(busy, true, false), 0))
                .isInstanceOf(FailoverStateMachine.Wait.class);
    }

    @Test
    void theNumberOfCallsIsBoundedAndTheDeadlineKeptUnderEveryScript() {
        ForAll.seeds(random -> {
            rules = new FailoverRules(random.nextInt(4), millis(random, 1000), millis(random, 20_000), rounds(random));
            budget = new RetryBudget(random.nextInt(5) == 0 ? 0 : 20, random.nextInt(50), () -> 0);
            named = random.nextBoolean();
            int candidates = 1 + random.nextInt(5);
            int keys = 1 + random.nextInt(3);
            Duration deadline = millis(random, 60_000);
            List<RankedModel> route = IntStream.range(0, candidates)
                    .mapToObj(i -> sized("p/" + i, random.nextBoolean() ? null : 1L + random.nextInt(5)))
                    .toList();

            Run run = chaos(random, route, keys, deadline);

            int retries = rules.maxRetries();
            assertThat(run.calls)
                    .hasSizeLessThanOrEqualTo(
                            candidates * (1 + retries) + rules.rounds().size() * candidates + candidates * (keys - 1));
            assertThat(run.end()).isLessThanOrEqualTo(deadline);
        });
    }

    /** Every call takes a random time, at the most until the deadline, and fails in a random way. */
    private Run chaos(RandomGenerator random, List<RankedModel> route, int keys, Duration deadline) {
        return new Run(walk(route, deadline.toNanos())).play((run, model) -> {
            boolean called = random.nextInt(4) > 0;
            if (called) {
                run.calls.add(model);
                run.now = Math.min(
                        deadline.toNanos(), run.now + millis(random, 3000).toNanos());
            }
            if (random.nextInt(5) == 0 && !called) {
                Duration wait = random.nextBoolean() ? null : millis(random, 90_000);
                return run.walk.overBudget(overBudget(wait), run.now);
            }
            return random.nextInt(10) == 0 && !called
                    ? run.walk.refused(REFUSAL, run.now)
                    : run.walk.failed(new AttemptFailure(any(random), called, run.callsTo(model) < keys), run.now);
        });
    }

    private static ProviderFailure any(RandomGenerator random) {
        FailureKind[] kinds = FailureKind.values();
        Duration after = random.nextInt(3) == 0 ? millis(random, 90_000) : null;
        return new ProviderFailure(kinds[random.nextInt(kinds.length)], random.nextInt(4) > 0, 500, null, "any", after);
    }

    private static List<Duration> rounds(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> millis(random, 8000))
                .toList();
    }

    private static Duration millis(RandomGenerator random, int most) {
        return Duration.ofMillis(random.nextInt(most));
    }

    /** Returns the failure of the {@code call}-th call to a model; null for an answer. */
    private interface Script {
        ProviderFailure of(String model, int call);
    }

    private Run run(List<RankedModel> route, Script script) {
        return new Run(walk(route, DEADLINE.toNanos())).play((run, model) -> {
            run.calls.add(model);
            ProviderFailure failure = script.of(model, run.callsTo(model));
            return failure == null ? null : run.walk.failed(new AttemptFailure(failure, true, false), run.now);
        });
    }

    private FailoverStateMachine walk(List<RankedModel> route, long deadline) {
        return new FailoverStateMachine(
                route, named, onContentPolicy, new FailoverStateMachine.RetryContext(rules, budget, () -> 0), deadline);
    }

    private static List<RankedModel> counting(List<RankedModel> route, AtomicInteger read) {
        return new AbstractList<>() {
            @Override
            public RankedModel get(int index) {
                read.incrementAndGet();
                return route.get(index);
            }

            @Override
            public int size() {
                return route.size();
            }
        };
    }

    private static QuartermasterException overBudget(Duration wait) {
        return new QuartermasterException(ErrorCode.BUDGET_EXCEEDED, "spent", null, wait);
    }

    private static ProviderFailure busyFor(Duration wait) {
        return new ProviderFailure(FailureKind.RATE_LIMITED, true, 429, null, "busy", wait);
    }

    private static List<RankedModel> route(String... names) {
        return Arrays.stream(names).map(name -> sized(name, 128_000L)).toList();
    }

    private static RankedModel sized(String name, Long window) {
        return new RankedModel(Models.named(name).contextWindow(window).build(), 1, null, null);
    }
}
