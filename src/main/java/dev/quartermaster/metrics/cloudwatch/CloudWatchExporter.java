package dev.quartermaster.metrics.cloudwatch;

import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.metrics.cloudwatch.CloudWatchCall.Reply;
import dev.quartermaster.metrics.request.FinishedRequest;
import dev.quartermaster.metrics.request.MetricLabels;
import dev.quartermaster.metrics.request.RequestObserver;
import dev.quartermaster.telemetry.SafeMetrics;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.Finding;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was observed to CloudWatch: by time, when much waits, on demand, and at the end. What CloudWatch does not take
 * is kept and sent again later; what it says is wrong is dropped and counted.
 */
@Singleton
public class CloudWatchExporter implements RequestObserver {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 16;

    private final CloudWatchConfig config;
    private final MetricLabels labels;
    private final Clock clock;
    private final Instant start;
    private final DatumBuffer buffer;
    private final @Nullable CloudWatchCall call;
    private final AtomicBoolean early = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();
    private volatile @Nullable Finding failing;
    private volatile Instant notBefore = Instant.MIN;
    private int failures;
    private @Nullable Uni<FlushReport> running;

    CloudWatchExporter(
            CloudWatchConfig config,
            MetricLabels labels,
            Vertx vertx,
            CredentialsCache credentials,
            Clock clock,
            SafeMetrics safeMetrics) {
        this.config = config;
        this.labels = labels;
        this.clock = clock;
        this.start = clock.instant();
        this.buffer = new DatumBuffer(config.maxPending(), clock);
        this.call = config.enabled() ? new CloudWatchCall(vertx, config, credentials, clock) : null;
        if (call != null) {
            safeMetrics.record(registry -> CloudWatchMeters.register(this, registry));
        }
    }

    /** Observes a request for which a model was asked. Costs one field read where CloudWatch is off. */
    @Override
    public void ended(FinishedRequest request) {
        if (call == null || request.isGivenAgain()) {
            return;
        }
        buffer.add(Observation.of(request.record(), labels));
        if (buffer.size() >= config.flushAt() && isDue() && early.compareAndSet(false, true)) {
            flush().onTermination().invoke(() -> early.set(false)).subscribe().with(done -> {});
        }
    }

    /** Flushes unless CloudWatch has just failed. To be called at the configured interval. */
    public Uni<Void> tick() {
        return call == null || !isDue() ? Uni.createFrom().voidItem() : flush().replaceWithVoid();
    }

    private boolean isDue() {
        return !clock.instant().isBefore(notBefore);
    }

    /** Sends all that waits. Whoever asks meanwhile gets the same report; never fails. */
    public synchronized Uni<FlushReport> flush() {
        CloudWatchCall out = call;
        if (out == null) {
            return Uni.createFrom().item(FlushReport.OFF);
        }
        buffer.close();
        Uni<FlushReport> now = running;
        if (now == null) {
            long before = sent.get();
            now = sendAll(out)
                    .map(done -> report(sent.get() - before))
                    .onTermination()
                    .invoke(this::finished)
                    .memoize()
                    .indefinitely();
            running = now;
        }
        return now;
    }

    private synchronized void finished() {
        running = null;
    }

    private FlushReport report(long now) {
        Finding problem = failing;
        return new FlushReport(true, now, buffer.size(), buffer.dropped(), problem == null ? null : problem.detail());
    }

    /** Sends batch after batch until none is left or one fails. */
    private Uni<Boolean> sendAll(CloudWatchCall out) {
        return Uni.createFrom()
                .deferred(() -> send(out, buffer.take(config.batchSize())))
                .repeat()
                .whilst(goesOn -> goesOn)
                .select()
                .last()
                .toUni();
    }

    /** Returns whether to go on. */
    private Uni<Boolean> send(CloudWatchCall out, List<Datum> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return Uni.createFrom()
                .deferred(() -> out.put(batch))
                .map(reply -> answered(batch, reply))
                .onFailure()
                .recoverWithItem(failure ->
                        failed(batch, "no answer (" + failure.getClass().getSimpleName() + ")"));
    }

    private boolean answered(List<Datum> batch, Reply reply) {
        if (reply.isAccepted()) {
            sent.addAndGet(batch.size());
            succeeded();
            return true;
        } else if (reply.isRefused()) {
            Log.warnf("CloudWatch refuses %d data: %s", batch.size(), reply.problem());
            buffer.drop(batch.size());
            return true;
        }
        return failed(batch, reply.problem());
    }

    private void succeeded() {
        failures = 0;
        notBefore = Instant.MIN;
        if (failing != null) {
            Log.info("CloudWatch takes metrics again");
            failing = null;
        }
    }

    private boolean failed(List<Datum> batch, String problem) {
        buffer.putBack(batch);
        Instant now = clock.instant();
        Finding before = failing;
        if (before == null) {
            Log.warnf("CloudWatch does not take metrics: %s; they are kept", problem);
        }
        failing = new Finding(before == null ? now : before.since(), problem);
        Duration pause = config.interval().multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        notBefore = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        failures++;
        return false;
    }

    int pending() {
        return buffer.size();
    }

    long sent() {
        return sent.get();
    }

    long dropped() {
        return buffer.dropped();
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("cloudwatch", this::status);
    }

    private ComponentStatus status() {
        Finding problem = failing;
        return problem == null
                ? ComponentStatus.ok(start)
                : ComponentStatus.degraded(
                        problem.since(),
                        problem.detail() + "; " + buffer.size() + " data wait, " + buffer.dropped() + " were dropped",
                        "Requests are served; CloudWatch shows their metrics late, and without those that were dropped.");
    }

    /** Sends what is left. Requests in flight have been answered before. */
    void stop(@Observes ShutdownEvent event) {
        CloudWatchCall out = call;
        if (out == null) {
            return;
        }
        try {
            FlushReport last =
                    flush().subscribeAsCompletionStage().get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (last.pending() > 0) {
                Log.warnf("%d data are lost that CloudWatch did not take: %s", last.pending(), last.problem());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            Log.warnf("%d data are lost that CloudWatch did not take in time", buffer.size());
        }
        out.close();
    }
}
