package dev.quartermaster.inference.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quartermaster.alerts.InMemoryAlertService;
import dev.quartermaster.cost.CallCost;
import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.history.DecisionRecord;
import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.Ids;
import dev.quartermaster.history.Instance;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.KeptHistory;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.TimeOrderedIds;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.inference.failover.FailoverParts;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.planning.Memories;
import dev.quartermaster.performance.Monitors;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.Decisions;
import dev.quartermaster.telemetry.SafeMetrics;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written down of a request, however it ends. */
class RecorderTest {

    private static final ModelSpec MODEL = FailoverParts.model("a");
    private static final Money COST = Money.usd("0.01");
    private static final Decision TWO = Decisions.named(MODEL, FailoverParts.model("b"));

    private final MutableClock clock = new MutableClock("2026-11-29T12:00:00Z");
    private final KeptHistory history = new KeptHistory(clock);
    private final RecentDecisions recent = new RecentDecisions();
    private final FailoverParts parts = new FailoverParts(Map.of("OPENAI_API_KEY", "one"));
    private final RequestListeners listeners =
            new RequestListeners(Monitors.by(clock), recent, Memories.of(clock), parts.admissionControl, clock);
    private final RequestContext request = FailoverParts.request(TWO);
    private Recorder recorder = recorder(listeners);

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void anAnswerLeavesItsDecisionAndThenItsRecord() {
        walk();
        billed();
        done(recorder.completed(request, MODEL));

        assertThat(history.groups()).as("waited for once").hasSize(1);
        InvocationRecord record = history.only(InvocationRecord.class);
        assertThat(history.entries()).hasSize(2).last().isSameAs(record);
        assertThat(history.only(DecisionRecord.class).id()).isEqualTo(TWO.id()).isEqualTo(record.decisionId());
        assertThat(record.outcome()).isEqualTo(Outcome.success(false));
        assertThat(record.attempts()).extracting(Attempt::outcome).containsExactly(AttemptOutcome.SUCCESS);
        assertThat(record.bill().cost()).isEqualTo(COST);
        assertThat(recent.find(TWO.id())).isPresent();
    }

    @Test
    void aFailoverIsRecordedBesides() {
        parts.failing("a", ProviderFailure.permanentOf(FailureKind.UNAVAILABLE, "gone"));
        walk();
        billed();
        done(recorder.completed(request, FailoverParts.model("b")));

        assertThat(history.groups()).as("waited for once").hasSize(1);
        assertThat(history.only(InvocationRecord.class).failovers()).isOne();
        assertThat(history.only(FailoverRecord.class))
                .extracting(FailoverRecord::original, FailoverRecord::alternative, FailoverRecord::reason)
                .containsExactly("openai/a", "openai/b", "unavailable");
    }

    @Test
    void aRequestWithoutAnAnswerCostsNothingAndNamesTheLastModel() {
        parts.failing("a", ProviderFailure.permanentOf(FailureKind.UNAVAILABLE, "gone"));
        parts.failing("b", ProviderFailure.permanentOf(FailureKind.CONTENT_POLICY, "no"));
        QuartermasterException failure = catchThrowableOfType(QuartermasterException.class, this::walk);
        done(recorder.failed(request, failure));

        InvocationRecord record = history.only(InvocationRecord.class);
        assertThat(record.outcome())
                .isEqualTo(Outcome.error(FailureKind.CONTENT_POLICY, ErrorCode.CONTENT_POLICY, false));
        assertThat(record.model()).isEqualTo(FailoverParts.model("b").key());
        assertThat(record.bill()).isEqualTo(InvocationCost.NONE);
        assertThat(record.attempts()).hasSize(2);
    }

    @Test
    void aCallerThatLeavesIsBilledForThePrompt() {
        parts.silent();
        parts.walk(request).subscribe().with(any -> {}).cancel();
        done(recorder.abandoned(request));

        Usage prompt = Usage.estimate(request.request().ask().promptTokens(), 0);
        InvocationRecord record = history.only(InvocationRecord.class);
        assertThat(record.outcome()).isEqualTo(Outcome.cancelled(false));
        assertThat(record.model()).isEqualTo(MODEL.key());
        assertThat(record.bill().usage()).isEqualTo(prompt);
        assertThat(record.bill().cost()).isEqualTo(CostCalculator.cost(MODEL.pricing(), prompt, null));
    }

    @Test
    void aCallerThatLeavesWhileTheRecordIsWrittenLeavesNoSecondOne() {
        walk();
        billed();
        done(recorder.completed(request, MODEL));
        done(recorder.abandoned(request));

        assertThat(history.only(InvocationRecord.class).outcome()).isEqualTo(Outcome.success(false));
        assertThat(history.groups()).hasSize(1);
    }

    @Test
    void aStreamThatBrokeOffSaysWhy() {
        done(recorder.streamed(
                request,
                MODEL,
                Duration.ofMillis(80),
                ProviderFailure.transientOf(FailureKind.TIMEOUT, "silence"),
                false));

        InvocationRecord record = history.only(InvocationRecord.class);
        assertThat(record.outcome()).isEqualTo(Outcome.error(FailureKind.TIMEOUT, ErrorCode.UPSTREAM_TIMEOUT, true));
        assertThat(record.timeToFirstTokenMs()).isEqualTo(80);
    }

    @Test
    void whatListenersThrowIsShownAndTheRecordStaysSafe() {
        RecentDecisions broken = new RecentDecisions() {
            @Override
            synchronized void keep(DecisionTrace decision) {
                throw new IllegalStateException("no room");
            }
        };
        RequestListeners told =
                new RequestListeners(Monitors.by(clock), broken, Memories.of(clock), parts.admissionControl, clock);
        recorder = recorder(told);

        billed();
        done(recorder.completed(request, MODEL));

        assertThat(history.only(InvocationRecord.class).model()).isEqualTo(MODEL.key());
        assertThat(told.status().state()).isEqualTo(State.DEGRADED);
        assertThat(told.status().detail()).contains("no room");
    }

    @Test
    void failoversThatCannotBeNotedKeepNothingElseFromTheRecord() {
        TimeOrderedIds ids = Ids.of(clock);
        FailoverService broken = new FailoverService(history, new InMemoryAlertService(clock), ids, clock) {
            @Override
            List<FailoverRecord> note(RequestContext requestContext) {
                throw new IllegalStateException("broken");
            }
        };

        billed();
        done(recorder(listeners, broken).completed(request, MODEL));

        assertThat(history.groups()).hasSize(1);
        assertThat(history.entries())
                .extracting(JournalEntry::kind)
                .containsExactly(JournalKind.DECISION, JournalKind.INVOCATION);
    }

    private Recorder recorder(RequestListeners told) {
        return recorder(told, new FailoverService(history, new InMemoryAlertService(clock), Ids.of(clock), clock));
    }

    private Recorder recorder(RequestListeners told, FailoverService failovers) {
        TimeOrderedIds ids = Ids.of(clock);
        return new Recorder(
                history,
                new Instance(),
                told,
                new InferenceMeters(new SafeMetrics(new SimpleMeterRegistry(), clock)),
                ids,
                failovers,
                Settings.of(QualityConfig.class, Map.of()));
    }

    private void billed() {
        request.bill().add(new CallCost(MODEL, Usage.of(10, 5), null, COST), false);
    }

    private void walk() {
        done(parts.walk(request));
    }

    private static <T> T done(Uni<T> step) {
        return step.await().atMost(FailoverParts.LONG);
    }
}
