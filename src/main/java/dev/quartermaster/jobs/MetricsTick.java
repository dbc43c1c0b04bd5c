package dev.quartermaster.jobs;

import dev.quartermaster.metrics.cloudwatch.CloudWatchExporter;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends metrics to CloudWatch at their interval. On Lambda nothing is scheduled, and lines of the log take the place of it. */
@ApplicationScoped
class MetricsTick {

    private final CloudWatchExporter cloudWatch;

    MetricsTick(CloudWatchExporter cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    @Scheduled(
            every = "{quartermaster.metrics.cloudwatch.interval}",
            delayed = "{quartermaster.metrics.cloudwatch.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> send() {
        return cloudWatch.tick();
    }
}
