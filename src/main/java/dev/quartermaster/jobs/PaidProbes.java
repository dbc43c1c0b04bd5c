package dev.quartermaster.jobs;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.health.FleetProber;
import dev.quartermaster.health.HealthConfig;
import dev.quartermaster.health.HealthReport;
import dev.quartermaster.health.HealthState;
import dev.quartermaster.history.ledger.CostQuestion;
import dev.quartermaster.history.ledger.CostRepository;
import dev.quartermaster.history.ledger.CostSum;
import dev.quartermaster.history.ledger.GroupKey;
import dev.quartermaster.jobs.PaidBudget.Hold;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.storage.LeaderElection;
import dev.quartermaster.telemetry.ScheduledJob;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Probes the configured models by paid calls, after an interval without a call or when their pause is over. Only the leader
 * makes them: it reads the day's cost from the ledger, which includes the probes of earlier leaders.
 */
@ApplicationScoped
class PaidProbes implements ScheduledJob {

    private final HealthConfig.PaidProbe config;
    private final FleetProber fleet;
    private final CircuitBreakers circuitBreakers;
    private final ModelRegistry registry;
    private final CostRepository ledger;
    private final PaidProbeCall call;
    private final AlertService alertService;
    private final Clock clock;
    private final PaidBudget budget;
    private final Map<ModelKey, Instant> lastTried = new ConcurrentHashMap<>();
    private volatile @Nullable LocalDate alertedOn;

    PaidProbes(
            HealthConfig config,
            FleetProber fleet,
            CircuitBreakers circuitBreakers,
            ModelRegistry registry,
            CostRepository ledger,
            PaidProbeCall call,
            AlertService alertService,
            Clock clock) {
        this.config = config.paidProbe();
        this.fleet = fleet;
        this.circuitBreakers = circuitBreakers;
        this.registry = registry;
        this.ledger = ledger;
        this.call = call;
        this.alertService = alertService;
        this.clock = clock;
        this.budget = new PaidBudget(this.config.budgetUsd());
    }

    @Override
    public String name() {
        return "paid-probes";
    }

    @Override
    @Scheduled(
            every = "{quartermaster.health.interval}",
            delayed = "{quartermaster.health.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        if (config.budgetUsd().signum() == 0 || fleet.leadership().role() != LeaderElection.Role.LEADS) {
            return Uni.createFrom().voidItem();
        }
        List<ModelSpec> due = due();
        return due.isEmpty()
                ? Uni.createFrom().voidItem()
                : learn().chain(() -> probe(due))
                        .onFailure()
                        .invoke(e -> Log.debugf("No paid probes: %s", e.getMessage()))
                        .onFailure()
                        .recoverWithNull();
    }

    private List<ModelSpec> due() {
        return config.models().orElse(List.of()).stream()
                .flatMap(name -> registry.snapshot().resolve(name).stream())
                .filter(model -> isDue(model.key()))
                .toList();
    }

    private boolean isDue(ModelKey model) {
        HealthReport known = circuitBreakers.report(model);
        Instant tried = lastTried.getOrDefault(model, Instant.MIN);
        if (known.state() == HealthState.UNAVAILABLE) {
            return circuitBreakers.wait(model).isZero() && tried.isBefore(known.retryAt());
        }
        boolean quiet = !circuitBreakers.hasRecentResult(model, config.interval());
        return quiet
                && circuitBreakers.wait(model).isZero()
                && Duration.between(tried, clock.instant()).compareTo(config.interval()) >= 0;
    }

    /** So that neither a restart nor another prober begins the day anew. */
    private Uni<Void> learn() {
        LocalDate today = today();
        Instant from = today.atStartOfDay(ZoneOffset.UTC).toInstant();
        CostQuestion ofProbes = CostQuestion.whole(
                List.of(), Map.of(GroupKey.AGENT_TYPE, Caller.HEALTH_PROBE.id()), from, from.plus(Duration.ofDays(1)));
        return ledger.sums(ofProbes)
                .invoke(sums ->
                        budget.learn(today, sums.stream().map(CostSum::priced).reduce(Money.ZERO, Money::plus)))
                .replaceWithVoid();
    }

    private Uni<Void> probe(List<ModelSpec> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(this::probe)
                .merge(due.size())
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> probe(ModelSpec model) {
        return budget.hold(today(), call.most(model))
                .map(hold -> probe(model, hold))
                .orElseGet(() -> {
                    alert(model);
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> probe(ModelSpec model, Hold hold) {
        lastTried.put(model.key(), clock.instant());
        return call.ask(model)
                .invoke(cost -> budget.settle(hold, cost))
                .onFailure(TimeoutException.class)
                .invoke(late -> {
                    circuitBreakers.failed(model.key(), FailureKind.TIMEOUT);
                    budget.settle(hold, hold.most());
                })
                .onFailure()
                .invoke(failure -> budget.settle(hold, ofFailure(model, hold)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Returns the cost to assume for a failed probe: the highest possible if the model is healthy, zero otherwise. */
    private Money ofFailure(ModelSpec model, Hold hold) {
        return circuitBreakers.report(model.key()).state() == HealthState.HEALTHY ? hold.most() : Money.ZERO;
    }

    /** Once a day. */
    private void alert(ModelSpec model) {
        LocalDate today = today();
        if (today.equals(alertedOn)) {
            return;
        }
        alertedOn = today;
        Log.warnf(
                "The day's budget of paid probes does not cover one of %s; spent: %s USD", model.key(), budget.spent());
        alertService.raise(new AlertRequest(
                AlertKind.BUDGET_THRESHOLD,
                Caller.HEALTH_PROBE.id(),
                "The day's budget of paid probes does not cover one of " + model.key() + ": " + budget.spent() + " of "
                        + config.budgetUsd() + " USD is spent",
                Map.of(
                        "spent_usd",
                        budget.spent().toString(),
                        "budget_usd",
                        config.budgetUsd().toPlainString())));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
