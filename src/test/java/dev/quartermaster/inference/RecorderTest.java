package dev.quartermaster.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.Histories;
import dev.quartermaster.history.History;
import dev.quartermaster.history.Ids;
import dev.quartermaster.history.Instance;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.TimeOrderedIds;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.inference.RoutePlanner.Plan;
import dev.quartermaster.performance.Monitors;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.ScoringParameters;
import dev.quartermaster.routing.SelectionInputs;
import dev.quartermaster.routing.Selector;
import dev.quartermaster.routing.Signals;
import dev.quartermaster.routing.Weights;
import dev.quartermaster.telemetry.SafeMetrics;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private static final ModelSpec FIRST = Samples.model(ProviderId.OPENAI, "first");
    private static final ModelSpec SECOND = Samples.model(ProviderId.ANTHROPIC, "second");

    private final MutableClock clock = new MutableClock("2026-07-01T10:00:00Z");
    private final TimeOrderedIds ids = Ids.of(clock);
    private final List<List<JournalEntry>> groups = new ArrayList<>();
    private final History history = Histories.gathering(groups);

    @Test
    void whatIsKeptOfARequestIsWaitedForOnce() {
        RequestContext requestContext = request();
        requestContext.called(attempt(SECOND, null), null, 1_000);

        completed(requestContext, new FailoverService(history, new AlertService(clock), ids, clock));

        assertThat(groups).hasSize(1);
        assertThat(kinds(0)).containsExactly(JournalKind.DECISION, JournalKind.INVOCATION);
    }

    @Test
    void itsFailoversAreInTheSameGroup() {
        RequestContext requestContext = request();
        requestContext.called(attempt(FIRST, "timeout"), FailureKind.TIMEOUT, 1_000);
        requestContext.called(attempt(SECOND, null), null, 1_000);

        completed(requestContext, new FailoverService(history, new AlertService(clock), ids, clock));

        assertThat(groups).hasSize(1);
        assertThat(kinds(0)).containsExactly(JournalKind.DECISION, JournalKind.INVOCATION, JournalKind.FAILOVER);
        FailoverRecord failover = (FailoverRecord) groups.get(0).get(2);
        assertThat(failover.original()).isEqualTo("openai/first");
        assertThat(failover.alternative()).isEqualTo("anthropic/second");
        assertThat(((InvocationRecord) groups.get(0).get(1)).failovers()).isEqualTo(1);
    }

    @Test
    void failoversThatCannotBeToldKeepNothingElseFromTheRecord() {
        FailoverService broken = new FailoverService(history, new AlertService(clock), ids, clock) {
            @Override
            List<FailoverRecord> note(RequestContext requestContext) {
                throw new IllegalStateException("broken");
            }
        };

        completed(request(), broken);

        assertThat(groups).hasSize(1);
        assertThat(kinds(0)).containsExactly(JournalKind.DECISION, JournalKind.INVOCATION);
    }

    private void completed(RequestContext requestContext, FailoverService failovers) {
        RequestListeners listeners = new RequestListeners(
                Monitors.by(clock), new RecentDecisions(), new Conversations(() -> 0, clock), clock);
        Recorder recorder = new Recorder(
                history,
                new Instance(),
                listeners,
                new InferenceMeters(new SafeMetrics(new SimpleMeterRegistry(), clock)),
                ids,
                failovers,
                clock);
        recorder.completed(requestContext, SECOND, Usage.of(10, 5), Money.usd("0.001"))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private List<JournalKind> kinds(int group) {
        return groups.get(group).stream().map(JournalEntry::kind).toList();
    }

    private RequestContext request() {
        ModelRequirements requirements = new ModelRequirements(Set.of(), 5, null, Priority.MEDIUM);
        SelectionInputs inputs = SelectionInputs.of(
                "v1",
                requirements,
                Weights.DEFAULT,
                ScoringParameters.DEFAULT,
                Signals.of(Set.of(ProviderId.OPENAI, ProviderId.ANTHROPIC)));
        Decision decision = new Decision(ids.next(), clock.instant(), Selector.select(List.of(FIRST, SECOND), inputs));
        InferenceRequest request = new InferenceRequest(
                "req-1", Caller.ANONYMOUS, System.nanoTime(), "auto", Hints.NONE, Samples.question("Hello"));
        Plan plan = new Plan(request, decision, Optional.empty(), false, Optional.empty(), requirements);
        return new RequestContext(request, plan, Duration.ofMinutes(1));
    }

    private static Attempt attempt(ModelSpec model, String failure) {
        return new Attempt(
                model.key().provider().value(),
                model.key().id(),
                null,
                failure == null ? "success" : "error",
                failure,
                failure == null ? Integer.valueOf(200) : null,
                1);
    }
}
