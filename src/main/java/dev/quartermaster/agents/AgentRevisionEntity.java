package dev.quartermaster.agents;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code agent_revision}; see {@link AgentRevision}. */
@Entity
@Immutable
@IdClass(AgentRevisionEntity.Key.class)
@Table(name = "agent_revision")
public class AgentRevisionEntity extends PanacheEntityBase {

    @Id
    @Column(name = "agent_type")
    public @Nullable String agentType;

    @Id
    public long revision;

    /** JSON of {@link AgentSettings}; null where it was as the files say. */
    @ColumnTransformer(read = "cast(settings as text)", write = "cast(cast(? as text) as json)")
    public @Nullable String settings;

    /** The database's, when the row was written. */
    @Column(insertable = false)
    public Instant time;

    public @Nullable String who;
    public @Nullable String source;

    /** Names a revision of an agent. */
    public static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        public @Nullable String agentType;
        public long revision;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && revision == key.revision && Objects.equals(agentType, key.agentType);
        }

        @Override
        public int hashCode() {
            return Objects.hash(agentType, revision);
        }
    }
}
