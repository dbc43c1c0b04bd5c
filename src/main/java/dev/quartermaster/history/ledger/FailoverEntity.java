package dev.quartermaster.history.ledger;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code failover}; see {@link dev.quartermaster.history.FailoverRecord}. */
@Entity
@Immutable
@Table(name = "failover")
public class FailoverEntity extends PanacheEntityBase {

    /** The table's key also holds the time, which partitions need; the id alone is unique all the same. */
    @Id
    public UUID id;

    public @Nullable Instant time;
    public @Nullable String source;

    @Column(name = "original_model")
    public String originalModel;

    @Column(name = "alternative_model")
    public String alternativeModel;

    public @Nullable String reason;

    @Column(name = "agent_type")
    public String agentType;

    @Column(name = "task_id")
    public String taskId;

    @Column(name = "request_id")
    public String requestId;
}
