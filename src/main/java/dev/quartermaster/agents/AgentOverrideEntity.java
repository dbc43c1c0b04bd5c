package dev.quartermaster.agents;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code agent_override}: what one agent is set to over what the files say. */
@Entity
@Table(name = "agent_override")
public class AgentOverrideEntity extends PanacheEntityBase {

    @Id
    @Column(name = "agent_type")
    public String agentType;

    /** JSON of {@link AgentSettings}; null where it is as the files say. */
    @ColumnTransformer(read = "cast(settings as text)", write = "cast(cast(? as text) as json)")
    public @Nullable String settings;

    /** Counts the changes of this agent. */
    public long revision;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "updated_by")
    public String updatedBy;
}
