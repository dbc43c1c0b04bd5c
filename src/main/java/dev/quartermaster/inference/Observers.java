package dev.quartermaster.inference;

import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.routing.Conversation;
import dev.quartermaster.telemetry.Bystander;
import dev.quartermaster.telemetry.Dependency;
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
class Observers implements Dependency {

    private final PerformanceMonitor performance;
    private final RecentDecisions recent;
    private final Conversations conversations;
    private final Bystander books;
    private final Bystander monitor;
    private final Bystander decisions;
    private final Bystander memory;
    private final Bystander estimates;

    Observers(PerformanceMonitor performance, RecentDecisions recent, Conversations conversations, Clock clock) {
        this.performance = performance;
        this.recent = recent;
        this.conversations = conversations;
        this.books = new Bystander("records", "Answers leave, and what was to be recorded of some is lost.", clock);
        this.monitor = new Bystander("performance", "Models are chosen without what the latest calls tell.", clock);
        this.decisions = new Bystander("decisions", "A decision can be read only once the database has it.", clock);
        this.memory = new Bystander(
                "conversations", "A running conversation may move away from where its prompt is cached.", clock);
        this.estimates = new Bystander("estimates", "Prompts are estimated without what providers counted.", clock);
    }

    /** From what the provider counted, how far an estimate was off. */
    void counted(Runnable learning) {
        estimates.tell(learning);
    }

    /** Writes down what became of a request. Never fails: the answer leaves even if that could not be written. */
    Uni<Void> record(Supplier<Uni<Void>> writing) {
        return books.tellAll(writing);
    }

    void decided(DecisionNote decision) {
        decisions.tell(() -> recent.keep(decision));
    }

    void ended(Journey journey, InvocationRecord record) {
        monitor.tell(() -> performance.observe(record));
        if (!journey.named() && record.outcome().success() && record.outcome().complete()) {
            memory.tell(() -> conversations.answered(
                    journey.request(), record.model(), record.bill().usage()));
        }
    }

    /** The conversation that a request goes on with, as far as it is remembered. */
    Optional<Conversation> conversation(InferenceRequest request) {
        return memory.ask(() -> conversations.of(request), Optional.empty());
    }

    @Override
    public String name() {
        return "observers";
    }

    @Override
    public Condition condition() {
        List<Condition> all = Stream.of(books, monitor, decisions, memory, estimates)
                .map(Bystander::condition)
                .toList();
        List<Condition> bad =
                all.stream().filter(each -> each.state() != State.OK).toList();
        if (bad.isEmpty()) {
            return Condition.ok(
                    all.stream().map(Condition::since).max(Instant::compareTo).orElseThrow());
        }
        Instant since =
                bad.stream().map(Condition::since).min(Instant::compareTo).orElseThrow();
        return new Condition(
                State.DEGRADED,
                since,
                bad.stream().map(Condition::detail).collect(Collectors.joining("; ")),
                bad.stream().map(Condition::effect).collect(Collectors.joining(" ")));
    }
}
