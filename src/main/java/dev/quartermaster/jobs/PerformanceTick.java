package dev.quartermaster.jobs;

import dev.quartermaster.performance.CanaryRules;
import dev.quartermaster.performance.PerformanceMerge;
import dev.quartermaster.performance.PerformanceMonitor;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Looks now and then for what other instances saw of models, whether a model or an agent's use of it needs an alert, also
 * where nothing is selected that would ask for the view, and what canaries have come to.
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
        return merge.run().invoke(monitor::view).invoke(monitor::checkUsage).chain(canaries::apply);
    }
}
