package dev.quartermaster.jobs;

import dev.quartermaster.performance.UnusualUsageCheck;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks for unusual usage every two minutes. On Lambda nothing is scheduled. */
@ApplicationScoped
class UsageTick {

    private final UnusualUsageCheck check;

    UsageTick(UnusualUsageCheck check) {
        this.check = check;
    }

    @Scheduled(every = "2m", delayed = "45s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return check.run();
    }
}
