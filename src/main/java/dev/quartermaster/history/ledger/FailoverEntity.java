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

/** Row of the table {@code failover}; see {@link dev.quartermaster.history.FailoverRecord}. */
@Entity
@Immutable
@Table(name = "failover")
public class FailoverEntity extends PanacheEntityBase {

    /** Unique by itself; the table's key includes the time because partitions require it. */
    @Id
    public UUID id;

    public Instant time;
    public String source;

    @Column(name = "original_model")
    public String originalModel;

    @Column(name = "alternative_model")
    public String alternativeModel;

    public String reason;

    @Column(name = "agent_type")
    public @Nullable String agentType;

    @Column(name = "task_id")
    public @Nullable String taskId;

    @Column(name = "request_id")
    public @Nullable String requestId;
}
