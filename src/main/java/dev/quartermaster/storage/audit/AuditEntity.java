package dev.quartermaster.storage.audit;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code audit}; see {@link AuditEntry}. */
@Entity
@Immutable
@Table(name = "audit")
public class AuditEntity extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    /** The database's, when the row was written. */
    @Column(insertable = false)
    public Instant time;

    @Column
    public String who;

    @Column
    public String source;

    public @Nullable String action;

    @Column(name = "subject_kind")
    public String subjectKind;

    @Column(name = "subject_id")
    public String subjectId;

    @ColumnTransformer(read = "cast(before as text)", write = "cast(cast(? as text) as json)")
    public @Nullable String before;

    @ColumnTransformer(read = "cast(after as text)", write = "cast(cast(? as text) as json)")
    public @Nullable String after;

    /** See {@link AuditChain}; null for rows that were made before there was one. */
    @Column(insertable = false)
    public @Nullable String hash;

    ChainWalk.Link link() {
        return new ChainWalk.Link(entry(), hash);
    }

    AuditEntry entry() {
        return new AuditEntry(id, time, new Author(who, source), action, subjectKind, subjectId, before, after);
    }
}
