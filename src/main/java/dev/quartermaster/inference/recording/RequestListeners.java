package dev.quartermaster.inference.recording;

import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.inference.failover.AdmissionControl;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.planning.Conversations;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.telemetry.FailSafeListener;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Those who learn of a request that has ended. The answer has been made: whoever of them fails changes nothing of it. */
@Singleton
public class RequestListeners {

    private final PerformanceMonitor performance;
    private final RecentDecisions recent;
    private final Conversations conversations;
    private final AdmissionControl admissionControl;
    private final FailSafeListener books;
    private final FailSafeListener monitor;
    private final FailSafeListener decisions;

    RequestListeners(
            PerformanceMonitor performance,
            RecentDecisions recent,
            Conversations conversations,
            AdmissionControl admissionControl,
            Clock clock) {
        this.performance = performance;
        this.recent = recent;
        this.conversations = conversations;
        this.admissionControl = admissionControl;
        this.books =
                new FailSafeListener("records", "Answers leave, and what was to be recorded of some is lost.", clock);
        this.monitor =
                new FailSafeListener("performance", "Models are chosen without what the latest calls tell.", clock);
        this.decisions =
                new FailSafeListener("decisions", "A decision can be read only once the database has it.", clock);
    }

    /** Writes down what became of a request. Never fails: the answer leaves even if that could not be written. */
    Uni<Void> record(Supplier<Uni<Void>> writing) {
        return books.runAsync(writing);
    }

    /** The failovers to record; none where they cannot be told, so that the rest is kept all the same. */
    List<FailoverRecord> failovers(Supplier<List<FailoverRecord>> noticing) {
        return books.get(noticing, List.of());
    }

    void decided(DecisionTrace decision) {
        decisions.run(() -> recent.keep(decision));
    }

    /** An answer from the cache says nothing of its model. */
    void ended(RequestContext requestContext, InvocationRecord record) {
        if (requestContext.cacheHit() != null) {
            return;
        }
        monitor.run(() -> performance.observe(record));
        if (!requestContext.named()
                && record.model() != null
                && record.outcome().success()
                && record.outcome().complete()) {
            conversations.answered(
                    requestContext.request(), record.model(), record.bill().usage());
        }
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("observers", this::status);
    }

    ComponentStatus status() {
        List<ComponentStatus> all = List.of(
                books.status(),
                monitor.status(),
                decisions.status(),
                conversations.status(),
                admissionControl.status());
        List<ComponentStatus> bad = all.stream()
                .filter(each -> each.state() != StatusContributor.State.OK)
                .toList();
        if (bad.isEmpty()) {
            return ComponentStatus.ok(all.stream()
                    .map(ComponentStatus::since)
                    .max(Instant::compareTo)
                    .orElseThrow());
        }
        return ComponentStatus.degraded(
                bad.stream().map(ComponentStatus::since).min(Instant::compareTo).orElseThrow(),
                bad.stream().map(ComponentStatus::detail).collect(Collectors.joining("; ")),
                bad.stream().map(ComponentStatus::effect).collect(Collectors.joining(" ")));
    }
}
