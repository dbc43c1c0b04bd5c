package dev.quartermaster.jobs;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.health.FleetProber;
import dev.quartermaster.health.FleetProbers;
import dev.quartermaster.health.HealthConfig;
import dev.quartermaster.health.HealthState;
import dev.quartermaster.history.History;
import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.inference.Inference;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.performance.window.WindowLength;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.storage.LeaderElection;
import dev.quartermaster.testing.MutableClock;
import dev.quartermaster.testing.Settings;
import dev.quartermaster.testing.TightSettings;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TightSettings.class)
class PaidProbesComponentTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    PaidProbes asConfigured;

    @Inject
    FleetProber fleet;

    @Inject
    CircuitBreakers board;

    @Inject
    ModelRegistry registry;

    @Inject
    CostRepository ledger;

    @Inject
    Inference inference;

    @Inject
    AlertService alerts;

    @Inject
    History history;

    @Inject
    Pool pool;

    @Inject
    PerformanceMonitor performance;

    /** A day of which the ledger knows nothing. */
    private final MutableClock clock = new MutableClock(Instant.now().plus(Duration.ofDays(10)));

    @BeforeEach
    void leads() {
        await().atMost(PATIENCE).until(() -> {
            fleet.round().await().atMost(PATIENCE);
            return fleet.leadership().role() == LeaderElection.Role.LEADS;
        });
    }

    @AfterEach
    void calm() {
        when().delete("/simulator/faults").then().statusCode(204);
    }

    @Test
    void nothingIsProbedByDefault() {
        long before = calls();

        round(asConfigured);

        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void aModelWithoutCallsIsProbedOnceAndTheProbeIsRecorded() {
        MutableClock today = new MutableClock(Instant.now());
        PaidProbes probes = probes("openai/gpt-4.1", Map.of(), today);
        long before = calls();

        round(probes);
        round(probes);

        assertThat(calls()).isEqualTo(before + 1);
        await().atMost(PATIENCE).until(() -> history.status().backlog() == 0);
        Row row = one("SELECT caller, agent_type, outcome, cost_usd FROM invocation WHERE agent_type = 'health-probe'"
                + " AND model = 'gpt-4.1'");
        assertThat(row.getString("caller")).isEqualTo("health-probe");
        assertThat(row.getBigDecimal("cost_usd")).isPositive();

        assertThat(performance
                        .windows(new ModelKey(ProviderId.OPENAI, "gpt-4.1"), null)
                        .get(WindowLength.HOUR)
                        .calls())
                .isZero();

        String justEnough = most("openai/gpt-4.1").toString();
        PaidProbes restarted = probes(
                "openai/gpt-4.1", Map.of("paid-probe.budget-usd", justEnough, "paid-probe.interval", "0s"), today);
        round(restarted);
        assertThat(calls()).as("a restart does not begin the day anew").isEqualTo(before + 1);
    }

    @Test
    void aProbeAfterThePauseClosesTheCircuit() {
        ModelKey model = new ModelKey(ProviderId.OPENAI, "gpt-4.1-mini");
        for (int i = 0; i < 3; i++) {
            board.failed(model, FailureKind.UNAVAILABLE);
        }
        assertThat(board.report(model).state()).isEqualTo(HealthState.UNAVAILABLE);
        await().until(() -> board.wait(model).isZero());

        round(probes(
                "openai/gpt-4.1-mini", Map.of(), new MutableClock(Instant.now().minusSeconds(60))));

        assertThat(board.report(model).state()).isEqualTo(HealthState.HEALTHY);
    }

    @Test
    void aModelThatRefusesIsNotProbedAgainAtTheNextTick() {
        fault("{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"status\":400}");
        long before = calls();
        PaidProbes probes = probes("openai/gpt-4o", Map.of(), clock);

        round(probes);
        round(probes);

        assertThat(calls()).isEqualTo(before + 1);
    }

    @Test
    void aModelThatUsesUpItsTokensOnReasoningCountsAsAnswered() {
        ModelKey model = new ModelKey(ProviderId.OPENAI, "gpt-4-turbo");
        fault("""
                {"provider": "openai", "model": "gpt-4-turbo", "kind": "replay", "body": {
                  "id": "x", "object": "chat.completion", "created": 1, "model": "gpt-4-turbo",
                  "choices": [{"index": 0, "finish_reason": "length",
                               "message": {"role": "assistant", "content": ""}}],
                  "usage": {"prompt_tokens": 5, "completion_tokens": 1024, "total_tokens": 1029}}}
                """);
        board.failed(model, FailureKind.UNAVAILABLE);
        long before = calls();

        round(probes("openai/gpt-4-turbo", Map.of("paid-probe.interval", "0s"), clock));

        assertThat(calls()).isEqualTo(before + 1);
        assertThat(board.report(model).state()).isEqualTo(HealthState.HEALTHY);
    }

    @Test
    void aModelThatTakesTooLongHasFailed() {
        ModelKey model = new ModelKey(ProviderId.OPENAI, "gpt-4");
        fault("{\"provider\":\"openai\",\"model\":\"gpt-4\",\"kind\":\"hang\"}");

        round(probes("openai/gpt-4", Map.of("paid-probe.timeout", "300ms"), clock));

        assertThat(board.report(model).state()).isEqualTo(HealthState.DEGRADED);
    }

    @Test
    void onlyTheLeaderMakesPaidProbes() {
        HealthConfig config = config("openai/gpt-4o-mini", Map.of());
        FleetProber alone = FleetProbers.alone();
        alone.round().await().atMost(PATIENCE);
        PaidProbeCall call = new PaidProbeCall(inference, config, Clock.systemUTC());
        long before = calls();

        round(new PaidProbes(config, alone, board, registry, ledger, call, alerts, clock));

        assertThat(alone.leadership().role()).isEqualTo(LeaderElection.Role.ALONE);
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void withoutABudgetNothingIsProbed() {
        long before = calls();

        round(probes("openai/gpt-4.1-nano", Map.of("paid-probe.budget-usd", "0"), clock));

        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void aBudgetThatIsUsedUpEndsThemUntilTheNextDay() {
        String justEnough = most("openai/gpt-4.1-nano").toString();
        PaidProbes probes = probes(
                "openai/gpt-4.1-nano", Map.of("paid-probe.budget-usd", justEnough, "paid-probe.interval", "0s"), clock);
        long before = calls();

        round(probes);
        round(probes);
        round(probes);
        assertThat(calls()).isEqualTo(before + 1);
        List<Object> told = new ArrayList<>(when().get("/api/v1/alerts?subject=health-probe")
                .then()
                .extract()
                .jsonPath()
                .getList("data"));
        assertThat(told).hasSize(1);

        clock.advance(Duration.ofDays(1));
        round(probes);
        assertThat(calls()).isEqualTo(before + 2);
    }

    private static void fault(String script) {
        given().body(script).post("/simulator/faults").then().statusCode(201);
    }

    private static void round(PaidProbes probes) {
        probes.run().await().atMost(PATIENCE);
    }

    private PaidProbes probes(String model, Map<String, String> more, MutableClock clock) {
        HealthConfig config = config(model, more);
        PaidProbeCall call = new PaidProbeCall(inference, config, Clock.systemUTC());
        return new PaidProbes(config, fleet, board, registry, ledger, call, alerts, clock);
    }

    private Money most(String model) {
        return new PaidProbeCall(inference, config(model, Map.of()), Clock.systemUTC())
                .most(registry.snapshot().resolve(model).orElseThrow());
    }

    private static HealthConfig config(String model, Map<String, String> more) {
        Map<String, String> said = new HashMap<>(Map.of("quartermaster.health.paid-probe.models", model));
        more.forEach((key, value) -> said.put("quartermaster.health." + key, value));
        return Settings.of(HealthConfig.class, said);
    }

    private Row one(String sql) {
        var rows = pool.query(sql).execute().await().atMost(PATIENCE);
        assertThat(rows.size()).isEqualTo(1);
        return rows.iterator().next();
    }

    private static long calls() {
        return when().get("/simulator/calls?last=0").then().extract().jsonPath().getLong("total");
    }
}
