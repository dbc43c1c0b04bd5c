package dev.quartermaster.performance;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.History;
import dev.quartermaster.history.Instance;
import dev.quartermaster.history.InvocationCost;
import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.InvocationRecord.Source;
import dev.quartermaster.history.Outcome;
import dev.quartermaster.history.RequestOrigin;
import dev.quartermaster.history.TimeOrderedIds;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records calls that agents made themselves; they count like those made here. */
@ApplicationScoped
public class AgentReportService {

    /**
     * Outcome of a call that an agent made itself.
     *
     * @param agentType null if not given
     * @param taskId null if not given
     * @param latencyMs null if unknown; known for every success
     * @param quality in [0,1]; null if not rated
     */
    public record AgentReport(
            @Nullable String agentType,
            @Nullable String taskId,
            ModelKey model,
            boolean success,
            @Nullable Double latencyMs,
            @Nullable Double quality,
            InvocationCost bill) {}

    private final History history;
    private final PerformanceMonitor monitor;
    private final Instance instance;
    private final TimeOrderedIds ids;
    private final Clock clock;

    AgentReportService(
            History history, PerformanceMonitor monitor, Instance instance, TimeOrderedIds ids, Clock clock) {
        this.history = history;
        this.monitor = monitor;
        this.instance = instance;
        this.ids = ids;
        this.clock = clock;
    }

    /** Records a report; returns the record once it is safe. Never fails. */
    public Uni<InvocationRecord> record(AgentReport agentReport, Caller caller, @Nullable String requestId) {
        InvocationRecord record = toRecord(agentReport, caller, requestId);
        monitor.observe(record);
        return history.record(record).replaceWith(record);
    }

    private InvocationRecord toRecord(AgentReport agentReport, Caller caller, @Nullable String requestId) {
        boolean success = agentReport.success();
        return new InvocationRecord(
                ids.next(),
                clock.instant(),
                Source.REPORT,
                requestId,
                new RequestOrigin(
                        caller.id(),
                        agentReport.agentType(),
                        agentReport.taskId(),
                        null,
                        Map.of(),
                        instance.id(),
                        instance.environment()),
                null,
                agentReport.model(),
                null,
                new Outcome(success, success ? null : FailureKind.ERROR, null, null, false, success, false),
                List.of(),
                0,
                agentReport.latencyMs(),
                null,
                agentReport.bill(),
                agentReport.quality());
    }
}
