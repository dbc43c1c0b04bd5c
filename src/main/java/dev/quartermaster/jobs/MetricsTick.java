package dev.quartermaster.jobs;

import dev.quartermaster.metrics.cloudwatch.CloudWatchExporter;
import dev.quartermaster.telemetry.ScheduledJob;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends metrics to CloudWatch at their interval. On Lambda lines of the log take the place of it. */
@ApplicationScoped
class MetricsTick implements ScheduledJob {

    private final CloudWatchExporter cloudWatch;

    MetricsTick(CloudWatchExporter cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    @Override
    public String name() {
        return "cloudwatch-metrics";
    }

    @Override
    @Scheduled(
            every = "{quartermaster.metrics.cloudwatch.interval}",
            delayed = "{quartermaster.metrics.cloudwatch.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return cloudWatch.tick();
    }
}
