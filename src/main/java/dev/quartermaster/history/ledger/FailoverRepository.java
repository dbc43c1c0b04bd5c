package dev.quartermaster.history.ledger;

import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.storage.Conditions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Lists failovers as they were recorded. */
@ApplicationScoped
@RegisterForReflection(targets = FailoverRecord.class)
public class FailoverRepository extends HistoryRepository<FailoverEntity, UUID> {

    private static final String SELECT = "select id, time, source, originalModel, alternativeModel, reason, agentType,"
            + " taskId, requestId from FailoverEntity";

    /** The newest first; fails with {@code history_unavailable} when the database is down. */
    public Uni<List<FailoverRecord>> list(FailoverFilter filter, int limit) {
        Conditions wanted = new Conditions()
                .and("originalModel = :model", "model", filter.model())
                .and("agentType = :agentType", "agentType", filter.agentType())
                .and("time >= :from", "from", filter.from())
                .and("time < :to", "to", filter.to())
                .and(
                        "(time, id) < (:beforeTime, :before)",
                        "beforeTime",
                        filter.beforeTime(),
                        "before",
                        filter.before());
        return ask(() -> find(SELECT + wanted.where() + " order by time desc, id desc", wanted.values())
                .project(FailoverRecord.class)
                .range(0, limit - 1)
                .list());
    }
}
