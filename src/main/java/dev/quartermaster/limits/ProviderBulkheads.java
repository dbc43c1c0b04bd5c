package dev.quartermaster.limits;

import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.Priority;
import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.telemetry.Metric;
import dev.quartermaster.telemetry.SafeMetrics;
import io.micrometer.core.instrument.Gauge;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** The ways into all providers. */
@ApplicationScoped
public class ProviderBulkheads {

    private final Vertx vertx;
    private final int longest;
    private final Duration longestWait;
    private final SafeMetrics safeMetrics;
    private final LongSupplier nanos;
    private final Map<ProviderId, PriorityBulkhead> lanes = new ConcurrentHashMap<>();

    /** Load of one priority bulkhead. */
    public record Load(int inFlight, int queued, int places) {}

    @Inject
    ProviderBulkheads(Vertx vertx, LimitsConfig config, SafeMetrics safeMetrics) {
        this(vertx, config.queue().length(), config.queue().longestWait(), safeMetrics, System::nanoTime);
    }

    ProviderBulkheads(Vertx vertx, int longest, Duration longestWait, SafeMetrics safeMetrics, LongSupplier nanos) {
        this.vertx = vertx;
        this.longest = longest;
        this.longestWait = longestWait;
        this.safeMetrics = safeMetrics;
        this.nanos = nanos;
    }

    /**
     * Admits a call, at once or after a wait, on the caller's own context; the result is run once to leave. It fails
     * with a {@link ProviderFailure} if the queue is full or the wait too long. Cancelling leaves the queue.
     *
     * @param places most calls of this provider at once
     */
    public Uni<Runnable> enter(ProviderId provider, int places, Priority priority) {
        return Uni.createFrom()
                .emitter(emitter -> new Waiter(provider, lane(provider, places), emitter).enter(priority));
    }

    /** Empty when no call was ever made. */
    public Optional<Load> load(ProviderId provider) {
        return Optional.ofNullable(lanes.get(provider))
                .map(priorityBulkhead ->
                        new Load(priorityBulkhead.inFlight(), priorityBulkhead.queued(), priorityBulkhead.places()));
    }

    private PriorityBulkhead lane(ProviderId provider, int places) {
        PriorityBulkhead known = lanes.get(provider);
        return known != null
                ? known
                : lanes.computeIfAbsent(provider, id -> measured(id, new PriorityBulkhead(places, longest)));
    }

    private PriorityBulkhead measured(ProviderId provider, PriorityBulkhead priorityBulkhead) {
        gauge(Metric.IN_FLIGHT.id(), provider, priorityBulkhead, PriorityBulkhead::inFlight);
        gauge(Metric.QUEUED.id(), provider, priorityBulkhead, PriorityBulkhead::queued);
        return priorityBulkhead;
    }

    private void gauge(
            String name,
            ProviderId provider,
            PriorityBulkhead priorityBulkhead,
            ToDoubleFunction<PriorityBulkhead> value) {
        safeMetrics.record(meters -> Gauge.builder(name, priorityBulkhead, value)
                .tag("provider", provider.value())
                .register(meters));
    }

    /** One call on its way in. It ends once: with a place, with a failure, or left by its caller. */
    private final class Waiter {

        private final ProviderId provider;
        private final PriorityBulkhead priorityBulkhead;
        private final UniEmitter<? super Runnable> emitter;
        private final Context context = vertx.getOrCreateContext();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicBoolean left = new AtomicBoolean();
        private final PriorityBulkhead.Ticket ticket = new PriorityBulkhead.Ticket(
                () -> onContext(this::entered), () -> onContext(() -> refuse("a more urgent call took its place")));
        private long timer = -1;

        private Waiter(ProviderId provider, PriorityBulkhead priorityBulkhead, UniEmitter<? super Runnable> emitter) {
            this.provider = provider;
            this.priorityBulkhead = priorityBulkhead;
            this.emitter = emitter;
        }

        private void enter(Priority priority) {
            switch (priorityBulkhead.enter(ticket, priority, nanos.getAsLong())) {
                case ENTERED -> entered();
                case FULL -> refuse("as many wait");
                case QUEUED -> {
                    timer = vertx.setTimer(Math.max(1, longestWait.toMillis()), fired -> waitedTooLong());
                    emitter.onTermination(this::terminated);
                }
            }
        }

        private void onContext(Runnable step) {
            context.runOnContext(any -> step.run());
        }

        private void entered() {
            if (over.compareAndSet(false, true)) {
                Runnable place = this::leave;
                emitter.complete(place);
            } else {
                leave();
            }
        }

        private void leave() {
            if (left.compareAndSet(false, true)) {
                priorityBulkhead.leave(ticket, nanos.getAsLong());
            }
        }

        private void waitedTooLong() {
            if (priorityBulkhead.withdraw(ticket)) {
                refuse("none came free within " + longestWait.toMillis() + " ms");
            }
        }

        private void refuse(String why) {
            if (over.compareAndSet(false, true)) {
                String message = "Provider " + provider + " has its " + priorityBulkhead.places()
                        + " calls in flight, and " + why;
                emitter.fail(new ProviderFailure(
                        FailureKind.RATE_LIMITED, true, 0, null, message, priorityBulkhead.expectedWait()));
            }
        }

        /** Also told of our own end, when it does nothing but stop the timer. */
        private void terminated() {
            vertx.cancelTimer(timer);
            if (over.compareAndSet(false, true)) {
                priorityBulkhead.withdraw(ticket);
            }
        }
    }
}
