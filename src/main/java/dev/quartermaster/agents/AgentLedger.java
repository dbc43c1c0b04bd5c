package dev.quartermaster.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.agents.AgentProfiles.Override;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agents' settings in PostgreSQL. */
@Singleton
class AgentLedger {

    /** Channel that announces changes to all instances. */
    static final String CHANNEL = "quartermaster_agents";

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('agent_override'))";
    private static final String ALL = "SELECT agent_type, settings::text, revision FROM agent_override";
    private static final String ONE = ALL + " WHERE agent_type = $1";

    private static final String PUT =
            "INSERT INTO agent_override (agent_type, settings, revision, updated_at, updated_by)"
                    + " VALUES ($1, $2::text::json, $3, now(), $4) ON CONFLICT (agent_type) DO UPDATE SET"
                    + " settings = EXCLUDED.settings, revision = EXCLUDED.revision, updated_at = now(),"
                    + " updated_by = EXCLUDED.updated_by";

    private static final String REMEMBER = "INSERT INTO agent_revision (agent_type, revision, settings, who, source)"
            + " VALUES ($1, $2, $3::text::json, $4, $5)";

    private static final String REVISIONS = "SELECT revision, time, who, source, settings::text FROM agent_revision"
            + " WHERE agent_type = $1 AND ($2::bigint IS NULL OR revision = $2) ORDER BY revision DESC LIMIT $3";

    private final ObjectMapper json;

    AgentLedger(ObjectMapper json) {
        this.json = json;
    }

    /** Locks the agents' overrides until the transaction ends; the wait is limited. */
    Uni<Void> lock(SqlClient transaction) {
        return transaction
                .query("SET LOCAL lock_timeout = '4s'")
                .execute()
                .chain(() -> transaction.query(LOCK).execute())
                .replaceWithVoid();
    }

    Uni<Map<String, Override>> all(SqlClient client) {
        return client.query(ALL).execute().map(this::overrides);
    }

    /** Reads the override of one agent; revision 0 if there is none. */
    Uni<Override> one(SqlClient client, String agentType) {
        return client.preparedQuery(ONE).execute(Tuple.of(agentType)).map(rows -> overrides(rows)
                .getOrDefault(agentType, new Override(0, Optional.empty())));
    }

    /** Keeps these settings as that revision, and tells all instances once the transaction is committed. */
    Uni<Void> put(SqlClient transaction, String agentType, Override change, Author author) {
        String text = change.settings().map(this::text).orElse(null);
        return transaction
                .preparedQuery(PUT)
                .execute(Tuple.from(Arrays.asList(agentType, text, change.revision(), author.who())))
                .chain(() -> transaction
                        .preparedQuery(REMEMBER)
                        .execute(Tuple.from(
                                Arrays.asList(agentType, change.revision(), text, author.who(), author.source()))))
                .chain(() -> transaction.query("NOTIFY " + CHANNEL).execute())
                .replaceWithVoid();
    }

    /** The newest first. @param only one of them; null for all */
    Uni<List<AgentRevision>> revisions(SqlClient client, String agentType, Long only, int limit) {
        return client.preparedQuery(REVISIONS)
                .execute(Tuple.from(Arrays.asList(agentType, only, limit)))
                .map(this::revisions);
    }

    private Map<String, Override> overrides(RowSet<Row> rows) {
        Map<String, Override> overrides = new LinkedHashMap<>();
        for (RowIterator<Row> each = rows.iterator(); each.hasNext(); ) {
            Row row = each.next();
            overrides.put(
                    row.getString("agent_type"),
                    new Override(row.getLong("revision"), settings(row.getString("settings"))));
        }
        return overrides;
    }

    private List<AgentRevision> revisions(RowSet<Row> rows) {
        List<AgentRevision> revisions = new ArrayList<>(rows.size());
        for (Row row : rows) {
            revisions.add(new AgentRevision(
                    row.getLong("revision"),
                    row.getOffsetDateTime("time").toInstant(),
                    row.getString("who"),
                    row.getString("source"),
                    settings(row.getString("settings"))));
        }
        return revisions;
    }

    String text(AgentSettings settings) {
        try {
            return json.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings can always be written", e);
        }
    }

    private Optional<AgentSettings> settings(String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(json.readValue(text, AgentSettings.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database keeps settings only", e);
        }
    }
}
