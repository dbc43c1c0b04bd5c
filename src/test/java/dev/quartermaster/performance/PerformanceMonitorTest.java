package dev.quartermaster.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.alerts.InMemoryAlertService;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.history.Attempt;
import dev.quartermaster.history.AttemptOutcome;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.InvocationRecord.Source;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.Records;
import dev.quartermaster.history.RequestOrigin;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.performance.window.WindowLength;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerformanceMonitorTest {

    private static final ModelKey GPT = new ModelKey(ProviderId.OPENAI, "gpt-4o");
    private static final ModelKey CLAUDE = new ModelKey(ProviderId.ANTHROPIC, "claude");

    private final MutableClock clock = new MutableClock("2026-03-01T12:00:00Z");
    private final List<AlertRequest> told = new ArrayList<>();
    private final AlertService alertService = new InMemoryAlertService(clock) {
        @Override
        public void raise(AlertRequest alertRequest) {
            told.add(alertRequest);
        }
    };
    private final PerformanceMonitor monitor = new PerformanceMonitor(config(50), alertService, clock, Runnable::run);

    private PerformanceView view() {
        clock.advance(Duration.ofSeconds(1));
        monitor.view();
        return monitor.view();
    }

    @Test
    void anAgentsOwnCallsCountOnceThereAreEnough() {
        for (int i = 0; i < 19; i++) {
            monitor.observe(failure("sql"));
        }
        monitor.observe(success("writer"));
        assertThat(view().of(GPT, "sql").calls()).as("everybody's").isEqualTo(20);

        monitor.observe(failure("sql"));

        assertThat(view().of(GPT, "sql").calls()).as("its own").isEqualTo(20);
        assertThat(view().of(GPT, "sql").successes()).isZero();
        assertThat(view().of(GPT, "writer").calls()).isEqualTo(21);
        assertThat(view().of(GPT, null).successes()).isEqualTo(1);
    }

    @Test
    void aViewStaysAsItIsAndALaterOneHasAHigherVersion() {
        monitor.observe(success("sql"));
        PerformanceView before = view();
        monitor.observe(success("sql"));
        PerformanceView after = view();

        assertThat(before.of(GPT, null).calls()).isEqualTo(1);
        assertThat(after.of(GPT, null).calls()).isEqualTo(2);
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(view()).as("nothing has happened").isSameAs(after);
    }

    @Test
    void whatIsADayOldIsForgotten() {
        monitor.observe(success("sql"));
        assertThat(view().models()).containsExactly(GPT);

        clock.advance(Duration.ofHours(26));

        assertThat(view().of(GPT, null)).isEqualTo(PerformanceStatistics.NONE);
        assertThat(view().models()).isEmpty();
        assertThat(monitor.windows(GPT, null).get(WindowLength.WEEK).calls()).isEqualTo(1);
    }

    @Test
    void aRequestThatWentOnSpeaksAgainstTheFirstModel() {
        monitor.observe(
                request(CLAUDE, Outcome.success(false), attempt(GPT, FailureKind.UNAVAILABLE), attempt(CLAUDE, null)));

        assertThat(view().of(GPT, null))
                .extracting(PerformanceStatistics::calls, PerformanceStatistics::successes)
                .containsExactly(1L, 0L);
        assertThat(view().of(CLAUDE, null))
                .extracting(PerformanceStatistics::calls, PerformanceStatistics::successes)
                .containsExactly(1L, 1L);
    }

    @Test
    void aStreamIsMeasuredWithoutTheAttemptsBeforeIt() {
        monitor.observe(
                request(CLAUDE, Outcome.success(true), attempt(GPT, FailureKind.UNAVAILABLE), attempt(CLAUDE, null)));

        assertThat(view().of(CLAUDE, null).latencyP50Ms())
                .as("of 100 ms, 50 were the other's")
                .isEqualTo(50);
    }

    @Test
    void aStreamThatBrokeOffFailed() {
        Outcome broken = Outcome.error(FailureKind.ERROR, ErrorCode.UPSTREAM_ERROR, true);
        monitor.observe(request(GPT, broken, attempt(GPT, null)));

        assertThat(view().of(GPT, null))
                .extracting(PerformanceStatistics::calls, PerformanceStatistics::successes)
                .containsExactly(1L, 0L);
    }

    @Test
    void aCallerWhoLeavesSaysNothingOfTheModel() {
        monitor.observe(request(GPT, Outcome.cancelled(true), attempt(GPT, null)));

        assertThat(view().of(GPT, null)).isEqualTo(PerformanceStatistics.NONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"INVALID_REQUEST", "CONTENT_POLICY", "CONTEXT_WINDOW", "AUTHENTICATION", "BUDGET", "RATE_LIMITED"})
    void whatTheCallerAKeyOrAQuotaDidSaysNothingOfTheModel(FailureKind kind) {
        Outcome refused = Outcome.error(kind, ErrorCode.INVALID_REQUEST, false);
        monitor.observe(request(GPT, refused, attempt(GPT, kind)));

        assertThat(view().of(GPT, null)).isEqualTo(PerformanceStatistics.NONE);
    }

    @Test
    void pairsAreForgottenBeyondTheBoundAndModelsAreNot() {
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 20; j++) {
                monitor.observe(failure("agent-" + i));
            }
        }

        assertThat(monitor.windows(GPT, "agent-0").get(WindowLength.DAY)).isEqualTo(PerformanceStatistics.NONE);
        assertThat(monitor.windows(GPT, "agent-59").get(WindowLength.DAY).calls())
                .isEqualTo(20);
        assertThat(view().of(GPT, null).calls()).isEqualTo(1_200);
    }

    @Test
    void tooFewSuccessesAreTold() {
        for (int i = 0; i < 7; i++) {
            monitor.observe(success("sql"));
        }
        monitor.observe(failure("sql"));
        monitor.observe(failure("sql"));
        view();
        assertThat(told).as("seven of nine are too few to tell").isEmpty();

        monitor.observe(failure("sql"));
        view();

        assertThat(told).singleElement().satisfies(alertRequest -> {
            assertThat(alertRequest.kind()).isEqualTo(AlertKind.PERFORMANCE_DEGRADATION);
            assertThat(alertRequest.subject()).isEqualTo("openai/gpt-4o");
            assertThat(alertRequest.facts()).containsEntry("success_rate", 0.7);
        });
    }

    @Test
    void theRoomOfABusyHouseIsBounded() {
        long bytes = busy(Map.of()).bytes();
        assertThat(bytes / 330).as("bytes a pair").isLessThan(30_000);

        assertThat(busy(Map.of("quartermaster.performance.pairs-max-bytes", "1M"))
                        .bytes())
                .as("the models', and a megabyte")
                .isLessThan(bytes / 2)
                .isGreaterThan(1_000_000);
    }

    private PerformanceMonitor busy(Map<String, String> said) {
        PerformanceMonitor busy =
                new PerformanceMonitor(Settings.of(PerformanceConfig.class, said), alertService, clock, Runnable::run);
        for (int hour = 0; hour < 24; hour++) {
            for (int model = 0; model < 30; model++) {
                for (int i = 0; i < 20; i++) {
                    busy.observe(Records.success(
                            "agent-" + i % 10,
                            "model-" + model,
                            clock.instant(),
                            100 + 400.0 * ((i * 37 + hour * 11) % 50),
                            Usage.of(100, 50 + (i * 31) % 500),
                            "0.001"));
                }
            }
            clock.advance(Duration.ofHours(1));
        }
        busy.view();
        return busy;
    }

    private InvocationRecord success(String agent) {
        return Records.success(agent, "gpt-4o", clock.instant(), 100, Usage.of(10, 10), "0.0001");
    }

    private InvocationRecord failure(String agent) {
        return Records.failure(agent, "gpt-4o", clock.instant(), 100);
    }

    private static Attempt attempt(ModelKey model, FailureKind failure) {
        return new Attempt(
                model.provider().value(),
                model.id(),
                "key",
                failure == null ? AttemptOutcome.SUCCESS : AttemptOutcome.ERROR,
                failure == null ? null : failure.wire(),
                200,
                50);
    }

    private InvocationRecord request(ModelKey served, Outcome outcome, Attempt... attempts) {
        Instant now = clock.instant();
        return new InvocationRecord(
                UUID.randomUUID(),
                now,
                Source.CALL,
                "req",
                new RequestOrigin("anonymous", null, null, null, Map.of(), null),
                "auto",
                served,
                null,
                outcome,
                List.of(attempts),
                0,
                100.0,
                null,
                InvocationCost.NONE,
                null);
    }

    private static PerformanceConfig config(int pairs) {
        return Settings.of(PerformanceConfig.class, Map.of("quartermaster.performance.pairs", "" + pairs));
    }
}
