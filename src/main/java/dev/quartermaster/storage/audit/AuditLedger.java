package dev.quartermaster.storage.audit;

import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The audit trail in PostgreSQL. */
@ApplicationScoped
public class AuditLedger {

    private static final String INSERT =
            "INSERT INTO audit (who, source, action, subject_kind, subject_id, before, after)"
                    + " VALUES ($1, $2, $3, $4, $5, $6::text::json, $7::text::json)";

    private static final String LIST = "SELECT id, time, who, source, action, subject_kind, subject_id, before::text,"
            + " after::text FROM audit WHERE ($1::text IS NULL OR subject_kind = $1)"
            + " AND ($2::text IS NULL OR subject_id = $2) AND ($3::text IS NULL OR who = $3)"
            + " AND ($4::text IS NULL OR source = $4) AND ($5::text IS NULL OR action = $5)"
            + " AND ($6::timestamptz IS NULL OR time >= $6) AND ($7::timestamptz IS NULL OR time < $7)"
            + " AND ($8::bigint IS NULL OR id < $8) ORDER BY id DESC LIMIT $9";

    private final DatabaseAccess access;
    private final Pool pool;
    private final StorageConfig config;

    public AuditLedger(DatabaseAccess access, Pool pool, StorageConfig config) {
        this.access = access;
        this.pool = pool;
        this.config = config;
    }

    /** Books changes that were made elsewhere; fails with {@link dev.quartermaster.storage.DatabaseAway}. */
    public Uni<Void> book(List<AuditEntry> entries) {
        return access.ask(config.timeout(), () -> book(pool, entries));
    }

    /**
     * Books changes together with what they change.
     *
     * @param transaction in which they are made
     */
    public Uni<Void> book(SqlClient transaction, List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(INSERT)
                .executeBatch(entries.stream().map(AuditLedger::row).toList())
                .replaceWithVoid();
    }

    /** The newest first; fails with {@link dev.quartermaster.storage.DatabaseAway}. */
    public Uni<List<AuditEntry>> list(AuditFilter filter, int limit) {
        Tuple values = Tuple.from(java.util.Arrays.asList(
                filter.subjectKind(),
                filter.subjectId(),
                filter.who(),
                filter.source(),
                filter.action(),
                time(filter.from()),
                time(filter.to()),
                filter.before(),
                limit));
        return access.ask(
                config.timeout(), () -> pool.preparedQuery(LIST).execute(values).map(AuditLedger::read));
    }

    private static Tuple row(AuditEntry entry) {
        return Tuple.from(java.util.Arrays.asList(
                entry.author().who(),
                entry.author().source(),
                entry.action(),
                entry.subjectKind(),
                entry.subjectId(),
                entry.before(),
                entry.after()));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static List<AuditEntry> read(RowSet<Row> rows) {
        List<AuditEntry> entries = new ArrayList<>(rows.size());
        for (Row row : rows) {
            entries.add(new AuditEntry(
                    row.getLong("id"),
                    row.getOffsetDateTime("time").toInstant(),
                    new Author(row.getString("who"), row.getString("source")),
                    row.getString("action"),
                    row.getString("subject_kind"),
                    row.getString("subject_id"),
                    row.getString("before"),
                    row.getString("after")));
        }
        return entries;
    }
}
