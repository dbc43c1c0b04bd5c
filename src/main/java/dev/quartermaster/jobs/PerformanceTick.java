package dev.quartermaster.jobs;

import dev.quartermaster.aws.LambdaEnvironment;
import dev.quartermaster.performance.CanaryRules;
import dev.quartermaster.performance.PerformanceMerge;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.telemetry.ScheduledJob;
import dev.quartermaster.telemetry.ServiceUp;
import dev.quartermaster.telemetry.Thawed;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.Config;

/**
 * Periodically merges the calls of other instances, refreshes the view that raises alerts even without selections, and
 * evaluates the rules of canaries.
 */
@ApplicationScoped
class PerformanceTick implements ScheduledJob {

    private final PerformanceMerge merge;
    private final PerformanceMonitor monitor;
    private final CanaryRules canaries;
    private final boolean isOnLambda;

    PerformanceTick(PerformanceMerge merge, PerformanceMonitor monitor, CanaryRules canaries, Config config) {
        this.merge = merge;
        this.monitor = monitor;
        this.canaries = canaries;
        this.isOnLambda = LambdaEnvironment.isIn(config);
    }

    /** On Lambda, where nothing is scheduled, the ledger is read at the start ... */
    void afterStart(@Observes ServiceUp up) {
        if (isOnLambda) {
            behind();
        }
    }

    /** ... and again when the process goes on. */
    void afterFreeze(@Observes Thawed thawed) {
        behind();
    }

    private void behind() {
        tick().subscribe().with(done -> {}, failure -> Log.debugf("No merge: %s", failure.getMessage()));
    }

    @Override
    public String name() {
        return "performance";
    }

    @Scheduled(
            every = "{quartermaster.performance.merge-every}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return merge.run().invoke(monitor::view).chain(canaries::apply);
    }

    @Override
    public Uni<Void> run() {
        return merge.attempt().invoke(monitor::view).chain(canaries::apply);
    }
}
