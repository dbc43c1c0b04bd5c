package dev.quartermaster.auth.keys;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditRepository;
import dev.quartermaster.storage.overrides.OverrideRepository;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps callers' keys in PostgreSQL. */
@Singleton
class KeyRepository extends OverrideRepository<CallerKeyEntity, List<CallerKey>> {

    static final String CHANNEL = "quartermaster_keys";

    /** Does not go back: several instances tell when they saw a key last. */
    private static final String USED = "UPDATE caller_key k SET last_used_at = greatest(k.last_used_at, u.used)"
            + " FROM json_to_recordset(CAST(CAST(:rows AS text) AS json)) AS u(id text, used timestamptz)"
            + " WHERE k.id = u.id";

    private final ObjectMapper json;

    KeyRepository(
            DatabaseAccess access,
            Mutiny.SessionFactory sessions,
            StorageConfig config,
            AuditRepository audit,
            ObjectMapper json) {
        super(
                new Table<>(
                        CallerKeyEntity.class,
                        "caller_key",
                        "id",
                        CHANNEL,
                        ErrorCode.SETTINGS_UNAVAILABLE,
                        "Callers' keys are kept"),
                access,
                sessions,
                config,
                audit);
        this.json = json;
    }

    @Override
    protected List<CallerKey> read(List<CallerKeyEntity> rows) {
        return rows.stream().map(CallerKey::of).toList();
    }

    /** Returns a key's row, to be changed in the transaction. */
    Uni<Optional<CallerKeyEntity>> one(Transaction transaction, String id) {
        return transaction
                .ask(session -> session.find(CallerKeyEntity.class, id))
                .map(Optional::ofNullable);
    }

    /** Keeps a new or changed row. */
    Uni<Void> put(Transaction transaction, CallerKeyEntity row, AuditEntry entry) {
        return transaction.put(
                session -> (session.contains(row) ? Uni.createFrom().voidItem() : session.persist(row))
                        .chain(session::flush),
                List.of(entry));
    }

    /** Notes when keys were used last. It is no change of them: nobody is told. */
    Uni<Void> used(Map<String, Instant> uses) {
        ArrayNode rows = json.createArrayNode();
        uses.forEach((id, time) -> rows.addObject().put("id", id).put("used", time.toString()));
        return ask(session -> session.createNativeQuery(USED)
                        .setParameter("rows", rows.toString())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
