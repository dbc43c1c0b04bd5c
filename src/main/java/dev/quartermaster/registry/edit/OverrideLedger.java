package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The overrides in PostgreSQL. */
@Singleton
class OverrideLedger {

    /** Channel that announces changes to all instances. */
    static final String CHANNEL = "quartermaster_registry";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('registry_override'))";

    private static final String ALL =
            "SELECT provider, model, entry::text FROM registry_override ORDER BY provider, model";

    private static final String PUT =
            "INSERT INTO registry_override AS old (provider, model, entry, version, updated_at, updated_by)"
                    + " VALUES ($1, $2, $3::text::json, 1, now(), $4) ON CONFLICT (provider, model) DO UPDATE"
                    + " SET entry = EXCLUDED.entry, version = old.version + 1, updated_at = now(),"
                    + " updated_by = EXCLUDED.updated_by";

    private final ObjectReader json;

    OverrideLedger(ObjectMapper json) {
        this.json = json.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** Locks the overrides until the transaction ends; the wait is limited. */
    Uni<Void> lock(SqlClient transaction) {
        return transaction
                .query("SET LOCAL lock_timeout = '4s'")
                .execute()
                .chain(() -> transaction.query(LOCK).execute())
                .replaceWithVoid();
    }

    Uni<Overrides> all(SqlClient client) {
        return client.query(ALL).execute().map(this::read);
    }

    /** Keeps these entries, removes those that are empty, and tells all instances once the transaction is committed. */
    Uni<Void> put(SqlClient transaction, Map<ModelKey, Optional<ObjectNode>> entries, Author author) {
        var rows = entries.entrySet().stream()
                .map(entry -> Tuple.from(Arrays.asList(
                        entry.getKey().provider().value(),
                        entry.getKey().id(),
                        entry.getValue().map(ObjectNode::toString).orElse(null),
                        author.who())))
                .toList();
        return transaction
                .preparedQuery(PUT)
                .executeBatch(rows)
                .chain(() -> transaction.query("NOTIFY " + CHANNEL).execute())
                .replaceWithVoid();
    }

    private Overrides read(RowSet<Row> rows) {
        Map<ModelKey, Optional<JsonNode>> entries = new LinkedHashMap<>();
        for (Row row : rows) {
            ModelKey key = new ModelKey(ProviderId.of(row.getString("provider")), row.getString("model"));
            entries.put(key, Optional.ofNullable(row.getString("entry")).map(this::parse));
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
