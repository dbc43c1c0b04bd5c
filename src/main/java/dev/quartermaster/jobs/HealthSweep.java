package dev.quartermaster.jobs;

import dev.quartermaster.health.FleetProber;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends the free probes at their interval. On Lambda nothing is scheduled: only calls update the circuit breakers. */
@ApplicationScoped
class HealthSweep {

    private final FleetProber prober;

    HealthSweep(FleetProber prober) {
        this.prober = prober;
    }

    @Scheduled(
            every = "{quartermaster.health.interval}",
            delayed = "{quartermaster.health.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return prober.round();
    }
}
