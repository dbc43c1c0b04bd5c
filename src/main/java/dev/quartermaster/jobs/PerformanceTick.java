package dev.quartermaster.jobs;

import dev.quartermaster.performance.CanaryRules;
import dev.quartermaster.performance.PerformanceMerge;
import dev.quartermaster.performance.PerformanceMonitor;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks now and then for what other instances saw of models, and whether an agent's use is unusual, and what canaries have come to. */
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
        return merge.look().invoke(monitor::watchUsage).chain(canaries::look);
    }
}
