package dev.quartermaster.jobs;

import dev.quartermaster.health.FleetProber;
import dev.quartermaster.telemetry.ScheduledJob;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends the free probes at their interval. */
@ApplicationScoped
class HealthSweep implements ScheduledJob {

    private final FleetProber prober;

    HealthSweep(FleetProber prober) {
        this.prober = prober;
    }

    @Override
    public String name() {
        return "health-probes";
    }

    @Override
    @Scheduled(
            every = "{quartermaster.health.interval}",
            delayed = "{quartermaster.health.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return prober.round();
    }
}
