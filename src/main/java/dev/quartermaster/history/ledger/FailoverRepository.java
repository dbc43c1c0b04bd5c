package dev.quartermaster.history.ledger;

import dev.quartermaster.history.FailoverRecord;
import dev.quartermaster.history.journal.JournalKind;
import dev.quartermaster.storage.Conditions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores and lists failovers. */
@ApplicationScoped
@RegisterForReflection(targets = FailoverRecord.class)
public class FailoverRepository extends TableRepository<FailoverEntity, UUID> {

    /**
     * Selects failovers, newest first; every part may be null.
     *
     * @param model {@code provider/id} of the original model
     * @param before the last failover of the previous page, with {@code beforeTime}
     */
    public record FailoverFilter(
            @Nullable String model,
            @Nullable String agentType,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant beforeTime,
            @Nullable UUID before) {}

    private static final String SELECT = "select id, time, source, originalModel, alternativeModel, reason, agentType,"
            + " taskId, requestId from FailoverEntity";

    private static final TableColumns COLUMNS = TableColumns.of("failover", """
            id uuid, time timestamptz, source text, original_model text, alternative_model text,
            reason text, agent_type text, task_id text, request_id text
            """);

    @Override
    TableColumns columns() {
        return COLUMNS;
    }

    @Override
    public JournalKind kind() {
        return JournalKind.FAILOVER;
    }

    /** Lists the newest first; fails with {@code history_unavailable} when the database is down. */
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
        return query(() -> find(SELECT + wanted.where() + " order by time desc, id desc", wanted.values())
                .project(FailoverRecord.class)
                .range(0, limit - 1)
                .list());
    }
}
