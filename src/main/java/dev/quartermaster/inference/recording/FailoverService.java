package dev.quartermaster.inference.recording;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.History;
import dev.quartermaster.history.TimeOrderedIds;
import dev.quartermaster.inference.failover.FailoverStep;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.inference.request.Hints;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps which requests went on to another model, ours and those that agents tell of, and says when it is too often. */
@ApplicationScoped
public class FailoverService {

    private final History history;
    private final AlertService alertService;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private final FailoverCounter watch;

    FailoverService(History history, AlertService alertService, TimeOrderedIds ids, Clock clock) {
        this.history = history;
        this.alertService = alertService;
        this.ids = ids;
        this.clock = clock;
        this.watch = new FailoverCounter(clock);
    }

    /** Records a failover that an agent performed itself; agent and task may be null. Never fails. */
    public Uni<FailoverRecord> report(
            @Nullable String agentType,
            @Nullable String taskId,
            ModelKey original,
            ModelKey alternative,
            @Nullable String reason) {
        FailoverRecord record = new FailoverRecord(
                ids.next(),
                clock.instant(),
                "report",
                original.toString(),
                alternative.toString(),
                reason,
                agentType,
                taskId,
                null);
        alertIfExcessive(record);
        return history.record(record).replaceWith(record);
    }

    /** Notices the failovers of one of our own requests. @return what is to be kept of them; usually nothing */
    List<FailoverRecord> note(RequestContext requestContext) {
        if (requestContext.attempts().failovers() == 0) {
            return List.of();
        }
        Hints hints = requestContext.request().hints();
        List<FailoverRecord> all = new ArrayList<>();
        for (FailoverStep failoverStep :
                FailoverStep.of(requestContext.attempts().all())) {
            FailoverRecord record = new FailoverRecord(
                    ids.next(),
                    clock.instant(),
                    "call",
                    failoverStep.from(),
                    failoverStep.to(),
                    failoverStep.reason(),
                    hints.agentType(),
                    hints.taskId(),
                    requestContext.request().requestId());
            alertIfExcessive(record);
            all.add(record);
        }
        return all;
    }

    private void alertIfExcessive(FailoverRecord record) {
        if (watch.isExcessive(record.original())) {
            alertService.raise(new AlertRequest(
                    AlertKind.EXCESSIVE_FAILOVER,
                    record.original(),
                    "More than " + FailoverCounter.MOST_AN_HOUR + " requests left " + record.original()
                            + " for another model within an hour, the last one for " + record.alternative() + ": "
                            + record.reason(),
                    Map.of(
                            "model", record.original(),
                            "alternative", record.alternative(),
                            "reason", record.reason())));
        }
    }
}
