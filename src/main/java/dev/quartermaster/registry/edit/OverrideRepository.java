package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.storage.AdvisoryLock;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditRepository;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps the registry's overrides in PostgreSQL. */
@Singleton
class OverrideRepository {

    /** Where changes are announced to all instances. */
    static final String CHANNEL = "quartermaster_registry";

    /** In SQL, so that the thousands of rows of an import are one statement. */
    private static final String PUT =
            "INSERT INTO registry_override AS old (provider, model, entry, version, updated_at, updated_by)"
                    + " SELECT provider, model, CAST(entry AS json), 1, now(), CAST(:who AS text)"
                    + " FROM json_to_recordset(CAST(CAST(:rows AS text) AS json))"
                    + " AS row(provider text, model text, entry text) ON CONFLICT (provider, model) DO UPDATE"
                    + " SET entry = EXCLUDED.entry, version = old.version + 1, updated_at = now(),"
                    + " updated_by = EXCLUDED.updated_by";

    private final DatabaseAccess access;
    private final Mutiny.SessionFactory sessions;
    private final StorageConfig config;
    private final AuditRepository audit;
    private final ObjectMapper writer;
    private final ObjectReader json;

    OverrideRepository(
            DatabaseAccess access,
            Mutiny.SessionFactory sessions,
            StorageConfig config,
            AuditRepository audit,
            ObjectMapper json) {
        this.access = access;
        this.sessions = sessions;
        this.config = config;
        this.audit = audit;
        this.writer = json;
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** All overrides there are; fails with {@link dev.quartermaster.storage.DatabaseAway}, as everything here does. */
    Uni<Overrides> all() {
        return access.ask(config.timeout(), () -> sessions.withSession(this::all));
    }

    /**
     * Runs the work in a transaction; until it ends nobody else changes an override.
     *
     * @param work from the overrides there are; may go on on another thread
     */
    <T> Uni<T> exclusively(BiFunction<Transaction, Overrides, Uni<T>> work) {
        return access.ask(
                config.timeout(),
                () -> sessions.withTransaction(session -> {
                    Context own = Objects.requireNonNull(Vertx.currentContext());
                    Executor back = task -> own.runOnContext(ignored -> task.run());
                    return AdvisoryLock.take(session, "registry_override")
                            .chain(() -> all(session))
                            .chain(current -> work.apply(new Transaction(session, back), current))
                            .emitOn(back);
                }));
    }

    private Uni<Overrides> all(Mutiny.Session session) {
        return session.createSelectionQuery(
                        "from RegistryOverrideEntity order by provider, model", RegistryOverrideEntity.class)
                .getResultList()
                .map(this::read);
    }

    /** Reads and writes within one transaction, until it is committed. */
    final class Transaction {

        private final Mutiny.Session session;
        private final Executor back;

        private Transaction(Mutiny.Session session, Executor back) {
            this.session = session;
            this.back = back;
        }

        /** Keeps these entries, removes those that are empty, and tells all instances after the commit. */
        Uni<Void> put(Map<ModelKey, Optional<ObjectNode>> entries, Author author, List<AuditEntry> changes) {
            return Uni.createFrom()
                    .item(rows(entries))
                    .emitOn(back)
                    .chain(rows -> session.createNativeQuery(PUT)
                            .setParameter("who", author.who())
                            .setParameter("rows", rows)
                            .executeUpdate())
                    .chain(() -> session.createNativeQuery("NOTIFY " + CHANNEL).executeUpdate())
                    .chain(() -> audit.book(session, changes));
        }
    }

    private String rows(Map<ModelKey, Optional<ObjectNode>> entries) {
        ArrayNode rows = writer.createArrayNode();
        entries.forEach((key, entry) -> rows.addObject()
                .put("provider", key.provider().value())
                .put("model", key.id())
                .put("entry", entry.map(ObjectNode::toString).orElse(null)));
        return rows.toString();
    }

    private Overrides read(List<RegistryOverrideEntity> rows) {
        Map<ModelKey, Optional<JsonNode>> entries = new LinkedHashMap<>();
        for (RegistryOverrideEntity row : rows) {
            ModelKey key = new ModelKey(ProviderId.of(row.provider), row.model);
            entries.put(key, Optional.ofNullable(row.entry).map(this::parse));
        }
        return new Overrides(entries);
    }

    private JsonNode parse(String entry) {
        try {
            return json.readTree(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database keeps JSON only", e);
        }
    }
}
