package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditRepository;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.storage.overrides.OverrideRepository;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps the registry's overrides in PostgreSQL. */
@Singleton
class RegistryOverrideRepository extends OverrideRepository<RegistryOverrideEntity, Overrides> {

    static final String CHANNEL = "quartermaster_registry";

    /** In SQL, so that the thousands of rows of an import are one statement. */
    private static final String PUT =
            "INSERT INTO registry_override AS old (provider, model, entry, version, updated_at, updated_by)"
                    + " SELECT provider, model, CAST(entry AS json), 1, now(), CAST(:who AS text)"
                    + " FROM json_to_recordset(CAST(CAST(:rows AS text) AS json))"
                    + " AS row(provider text, model text, entry text) ON CONFLICT (provider, model) DO UPDATE"
                    + " SET entry = EXCLUDED.entry, version = old.version + 1, updated_at = now(),"
                    + " updated_by = EXCLUDED.updated_by";

    private final ObjectMapper writer;
    private final ObjectReader json;

    RegistryOverrideRepository(
            DatabaseAccess access,
            Mutiny.SessionFactory sessions,
            StorageConfig config,
            AuditRepository audit,
            ObjectMapper json) {
        super(
                new Table<>(
                        RegistryOverrideEntity.class,
                        "registry_override",
                        "provider, model",
                        CHANNEL,
                        ErrorCode.REGISTRY_UNAVAILABLE,
                        "Changes of the registry are kept"),
                access,
                sessions,
                config,
                audit);
        this.writer = json;
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    @Override
    protected Overrides read(List<RegistryOverrideEntity> rows) {
        Map<ModelKey, Optional<JsonNode>> entries = new LinkedHashMap<>();
        for (RegistryOverrideEntity row : rows) {
            ModelKey key = new ModelKey(ProviderId.of(row.provider), row.model);
            entries.put(key, Optional.ofNullable(row.entry).map(this::parse));
        }
        return new Overrides(entries);
    }

    /** Keeps entries; an empty one removes its model. */
    Uni<Void> put(
            Transaction transaction,
            Map<ModelKey, Optional<ObjectNode>> entries,
            Author author,
            List<AuditEntry> changes) {
        String rows = rows(entries);
        return transaction.put(
                session -> session.createNativeQuery(PUT)
                        .setParameter("who", author.who())
                        .setParameter("rows", rows)
                        .executeUpdate(),
                changes);
    }

    private String rows(Map<ModelKey, Optional<ObjectNode>> entries) {
        ArrayNode rows = writer.createArrayNode();
        entries.forEach((key, entry) -> rows.addObject()
                .put("provider", key.provider().value())
                .put("model", key.id())
                .put("entry", entry.map(ObjectNode::toString).orElse(null)));
        return rows.toString();
    }

    private JsonNode parse(String entry) {
        try {
            return json.readTree(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database keeps JSON only", e);
        }
    }
}
