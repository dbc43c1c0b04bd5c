package dev.quartermaster.storage.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.quartermaster.storage.Conditions;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps the audit trail in PostgreSQL. */
@ApplicationScoped
public class AuditRepository {

    /** In SQL, so that the thousands of rows of an import are one statement. */
    private static final String INSERT =
            "INSERT INTO audit (who, source, action, subject_kind, subject_id, before, after)"
                    + " SELECT who, source, action, subject_kind, subject_id, CAST(before AS json), CAST(after AS json)"
                    + " FROM json_to_recordset(CAST(CAST(:rows AS text) AS json)) AS row(who text, source text, action text,"
                    + " subject_kind text, subject_id text, before text, after text)";

    private final DatabaseAccess access;
    private final Mutiny.SessionFactory sessions;
    private final StorageConfig config;
    private final ObjectMapper json;

    public AuditRepository(
            DatabaseAccess access, Mutiny.SessionFactory sessions, StorageConfig config, ObjectMapper json) {
        this.access = access;
        this.sessions = sessions;
        this.config = config;
        this.json = json;
    }

    /** Books changes that were made elsewhere; fails with {@link dev.quartermaster.storage.DatabaseAway}. */
    public Uni<Void> book(List<AuditEntry> entries) {
        return access.ask(config.timeout(), () -> sessions.withTransaction(session -> book(session, entries)));
    }

    /**
     * Books changes together with what they change.
     *
     * @param session in whose transaction they are made
     */
    public Uni<Void> book(Mutiny.Session session, List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(INSERT)
                .setParameter("rows", rows(entries))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The newest first; fails with {@link dev.quartermaster.storage.DatabaseAway}. */
    public Uni<List<AuditEntry>> list(AuditFilter filter, int limit) {
        Conditions wanted = new Conditions()
                .and("subjectKind = :subjectKind", "subjectKind", filter.subjectKind())
                .and("subjectId = :subjectId", "subjectId", filter.subjectId())
                .and("who = :who", "who", filter.who())
                .and("source = :source", "source", filter.source())
                .and("action = :action", "action", filter.action())
                .and("time >= :from", "from", filter.from())
                .and("time < :to", "to", filter.to())
                .and("id < :before", "before", filter.before());
        String hql = "from AuditEntity" + wanted.where() + " order by id desc";
        return access.ask(config.timeout(), () -> sessions.withSession(session -> {
                    var query = session.createSelectionQuery(hql, AuditEntity.class);
                    wanted.values().forEach(query::setParameter);
                    return query.setMaxResults(limit).getResultList();
                })
                .map(rows -> rows.stream().map(AuditEntity::entry).toList()));
    }

    private String rows(List<AuditEntry> entries) {
        ArrayNode rows = json.createArrayNode();
        for (AuditEntry entry : entries) {
            rows.addObject()
                    .put("who", entry.author().who())
                    .put("source", entry.author().source())
                    .put("action", entry.action())
                    .put("subject_kind", entry.subjectKind())
                    .put("subject_id", entry.subjectId())
                    .put("before", entry.before())
                    .put("after", entry.after());
        }
        return rows.toString();
    }
}
