package dev.quartermaster.inference;

import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.routing.OngoingConversation;
import dev.quartermaster.telemetry.FailSafeListener;
import dev.quartermaster.telemetry.StatusContributor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Those who learn of a request that has ended. The answer has been made: whoever of them fails changes nothing of it. */
@Singleton
class RequestListeners implements StatusContributor {

    private final PerformanceMonitor performance;
    private final RecentDecisions recent;
    private final Conversations conversations;
    private final FailSafeListener books;
    private final FailSafeListener monitor;
    private final FailSafeListener decisions;
    private final FailSafeListener memory;
    private final FailSafeListener estimates;

    RequestListeners(PerformanceMonitor performance, RecentDecisions recent, Conversations conversations, Clock clock) {
        this.performance = performance;
        this.recent = recent;
        this.conversations = conversations;
        this.books =
                new FailSafeListener("records", "Answers leave, and what was to be recorded of some is lost.", clock);
        this.monitor =
                new FailSafeListener("performance", "Models are chosen without what the latest calls tell.", clock);
        this.decisions =
                new FailSafeListener("decisions", "A decision can be read only once the database has it.", clock);
        this.memory = new FailSafeListener(
                "conversations", "A running conversation may move away from where its prompt is cached.", clock);
        this.estimates =
                new FailSafeListener("estimates", "Prompts are estimated without what providers counted.", clock);
    }

    /** From what the provider counted, how far an estimate was off. */
    void counted(Runnable learning) {
        estimates.tell(learning);
    }

    /** Writes down what became of a request. Never fails: the answer leaves even if that could not be written. */
    Uni<Void> record(Supplier<Uni<Void>> writing) {
        return books.tellAll(writing);
    }

    /** The failovers to record; none where they cannot be told, so that the rest is kept all the same. */
    List<FailoverRecord> failovers(Supplier<List<FailoverRecord>> noticing) {
        return books.ask(noticing, List.of());
    }

    void decided(DecisionTrace decision) {
        decisions.tell(() -> recent.keep(decision));
    }

    void ended(RequestContext requestContext, InvocationRecord record) {
        monitor.tell(() -> performance.observe(record));
        if (!requestContext.named()
                && record.outcome().success()
                && record.outcome().complete()) {
            memory.tell(() -> conversations.answered(
                    requestContext.request(), record.model(), record.bill().usage()));
        }
    }

    /** The conversation that a request goes on with, as far as it is remembered. */
    Optional<OngoingConversation> conversation(InferenceRequest request) {
        return memory.ask(() -> conversations.of(request), Optional.empty());
    }

    @Override
    public String name() {
        return "observers";
    }

    @Override
    public ComponentStatus status() {
        List<ComponentStatus> all = Stream.of(books, monitor, decisions, memory, estimates)
                .map(FailSafeListener::condition)
                .toList();
        List<ComponentStatus> bad =
                all.stream().filter(each -> each.state() != State.OK).toList();
        if (bad.isEmpty()) {
            return ComponentStatus.ok(all.stream()
                    .map(ComponentStatus::since)
                    .max(Instant::compareTo)
                    .orElseThrow());
        }
        Instant since =
                bad.stream().map(ComponentStatus::since).min(Instant::compareTo).orElseThrow();
        return new ComponentStatus(
                State.DEGRADED,
                since,
                bad.stream().map(ComponentStatus::detail).collect(Collectors.joining("; ")),
                bad.stream().map(ComponentStatus::effect).collect(Collectors.joining(" ")));
    }
}
