package dev.quartermaster.storage.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.quartermaster.storage.Conditions;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps the audit trail in PostgreSQL, as one chain of all instances. Whoever books holds the end of the chain until the
 * transaction is committed, so it is the last thing that a transaction does.
 */
@ApplicationScoped
public class AuditRepository {

    /** Makes one chain of what all instances book: each waits here until the one before has committed. */
    private static final String LOCK = "SELECT last_id, entries, hash FROM audit_chain WHERE id = 1 FOR UPDATE";

    /** After the lock was had, so that ids and times go the way of the chain. */
    private static final String IDS = "SELECT nextval(pg_get_serial_sequence('audit', 'id')),"
            + " CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint) FROM generate_series(1, :entries)";

    /** In SQL, so that the thousands of rows of an import are one statement. */
    private static final String INSERT = "INSERT INTO audit (id, time, who, source, action, subject_kind, subject_id,"
            + " before, after, hash) OVERRIDING SYSTEM VALUE"
            + " SELECT id, time, who, source, action, subject_kind, subject_id, CAST(before AS json), CAST(after AS json), hash"
            + " FROM json_to_recordset(CAST(CAST(:rows AS text) AS json)) AS row(id bigint, time timestamptz, who text,"
            + " source text, action text, subject_kind text, subject_id text, before text, after text, hash text)";

    private static final String END =
            "UPDATE audit_chain SET last_id = :last, entries = :entries, hash = :hash WHERE id = 1";

    private static final String READ_END = "SELECT begins, last_id, entries, hash FROM audit_chain WHERE id = 1";

    private static final String BEYOND =
            "SELECT min(a.id) FROM audit a, audit_chain c WHERE c.id = 1 AND a.id > c.last_id";

    /** Entries that are in memory at once while the chain is verified. */
    private static final int PAGE = 500;

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
        return access.ask(
                config.timeout(),
                () -> sessions.withTransaction(session -> session.createNativeQuery("SET LOCAL lock_timeout = '4s'")
                        .executeUpdate()
                        .chain(() -> book(session, entries))));
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
        return session.<Object[]>createNativeQuery(LOCK).getSingleResult().chain(end -> session.<Object[]>
                        createNativeQuery(IDS)
                .setParameter("entries", entries.size())
                .getResultList()
                .chain(ids -> append(session, end, ids, entries)));
    }

    private Uni<Void> append(Mutiny.Session session, Object[] end, List<Object[]> ids, List<AuditEntry> entries) {
        ArrayNode rows = json.createArrayNode();
        String hash = (String) end[2];
        long last = number(end[0]);
        for (int i = 0; i < entries.size(); i++) {
            last = number(ids.get(i)[0]);
            AuditEntry kept = entries.get(i).kept(last, time(number(ids.get(i)[1])));
            hash = AuditChain.hash(kept, hash);
            row(rows, kept, hash);
        }
        return session.createNativeQuery(INSERT)
                .setParameter("rows", rows.toString())
                .executeUpdate()
                .chain(() -> session.createNativeQuery(END)
                        .setParameter("last", number(ids.get(entries.size() - 1)[0]))
                        .setParameter("entries", number(end[1]) + entries.size())
                        .setParameter(
                                "hash", rows.get(rows.size() - 1).get("hash").textValue())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Walks along the chain, some entries at a time; fails with {@link dev.quartermaster.storage.DatabaseAway}. */
    public Uni<AuditVerification> verify() {
        return ask(session -> session.<Object[]>createNativeQuery(READ_END).getSingleResult())
                .map(end -> new ChainWalk(
                        new ChainWalk.End(number(end[0]), number(end[1]), number(end[2]), (String) end[3])))
                .chain(this::walk)
                .chain(walk -> ask(session ->
                                session.<Object>createNativeQuery(BEYOND).getSingleResultOrNull())
                        .map(beyond -> walk.result(beyond == null ? null : number(beyond))));
    }

    private Uni<ChainWalk> walk(ChainWalk walk) {
        if (walk.isOver()) {
            return Uni.createFrom().item(walk);
        }
        return Multi.createBy()
                .repeating()
                .uni(() -> page(walk.place()).invoke(walk::take))
                .whilst(page -> !walk.isOver())
                .onItem()
                .ignoreAsUni()
                .replaceWith(walk);
    }

    private Uni<List<ChainWalk.Link>> page(long after) {
        return ask(session -> session.createSelectionQuery(
                                "from AuditEntity where id > :after order by id", AuditEntity.class)
                        .setParameter("after", after)
                        .setMaxResults(PAGE)
                        .getResultList())
                .map(rows -> rows.stream().map(AuditEntity::link).toList());
    }

    private <T> Uni<T> ask(Function<Mutiny.Session, Uni<T>> question) {
        return access.ask(config.timeout(), () -> sessions.withSession(question));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
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

    private static void row(ArrayNode rows, AuditEntry entry, String hash) {
        rows.addObject()
                .put("id", entry.id())
                .put("time", String.valueOf(entry.time()))
                .put("who", entry.author().who())
                .put("source", entry.author().source())
                .put("action", entry.action())
                .put("subject_kind", entry.subjectKind())
                .put("subject_id", entry.subjectId())
                .put("before", entry.before())
                .put("after", entry.after())
                .put("hash", hash);
    }
}
