package dev.quartermaster.jobs;

import dev.quartermaster.performance.UnusualUsageCheck;
import dev.quartermaster.telemetry.ScheduledJob;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks for unusual usage every two minutes. */
@ApplicationScoped
class UsageTick implements ScheduledJob {

    private final UnusualUsageCheck check;

    UsageTick(UnusualUsageCheck check) {
        this.check = check;
    }

    @Override
    public String name() {
        return "unusual-usage";
    }

    @Scheduled(every = "2m", delayed = "45s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return check.run();
    }

    @Override
    public Uni<Void> run() {
        return check.attempt();
    }
}
