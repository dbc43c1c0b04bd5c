package dev.quartermaster.jobs;

import dev.quartermaster.performance.CanaryRules;
import dev.quartermaster.performance.PerformanceMerge;
import dev.quartermaster.performance.PerformanceMonitor;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Periodically merges the calls of other instances, refreshes the view that raises alerts even without selections, and
 * evaluates the rules of canaries.
 */
@ApplicationScoped
class PerformanceTick {

    private final PerformanceMerge merge;
    private final PerformanceMonitor monitor;
    private final CanaryRules canaries;

    PerformanceTick(PerformanceMerge merge, PerformanceMonitor monitor, CanaryRules canaries) {
        this.merge = merge;
        this.monitor = monitor;
        this.canaries = canaries;
    }

    @Scheduled(
            every = "{quartermaster.performance.merge-every}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return merge.run().invoke(monitor::view).chain(canaries::apply);
    }
}
