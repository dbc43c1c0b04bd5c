package dev.quartermaster.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditRepository;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.storage.overrides.OverrideRepository;
import dev.quartermaster.storage.overrides.Revised;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps agents' settings and their revisions in PostgreSQL. */
@Singleton
class AgentRepository extends OverrideRepository<AgentOverrideEntity, Map<String, Revised<AgentSettings>>> {

    static final String CHANNEL = "quartermaster_agents";

    /** In SQL, for the database's time. */
    private static final String PUT =
            "INSERT INTO agent_override (agent_type, settings, revision, updated_at, updated_by)"
                    + " VALUES (:agentType, CAST(CAST(:settings AS text) AS json), :revision, now(), :who)"
                    + " ON CONFLICT (agent_type) DO UPDATE SET"
                    + " settings = EXCLUDED.settings, revision = EXCLUDED.revision, updated_at = now(),"
                    + " updated_by = EXCLUDED.updated_by";

    private final ObjectMapper json;

    AgentRepository(
            DatabaseAccess access,
            Mutiny.SessionFactory sessions,
            StorageConfig config,
            AuditRepository audit,
            ObjectMapper json) {
        super(
                new Table<>(
                        AgentOverrideEntity.class,
                        "agent_override",
                        "agentType",
                        CHANNEL,
                        ErrorCode.SETTINGS_UNAVAILABLE,
                        "What agents are set to is kept"),
                access,
                sessions,
                config,
                audit);
        this.json = json;
    }

    @Override
    protected Map<String, Revised<AgentSettings>> read(List<AgentOverrideEntity> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.agentType, this::revised));
    }

    /** Returns an agent's states, the newest first; fails with {@code settings_unavailable} without a database. */
    Uni<List<AgentRevision>> revisions(@Nullable String agentType, int limit) {
        return ask(session -> session.createSelectionQuery(
                                "from AgentRevisionEntity where agentType = ?1 order by revision desc",
                                AgentRevisionEntity.class)
                        .setParameter(1, agentType)
                        .setMaxResults(limit)
                        .getResultList())
                .map(rows -> rows.stream().map(this::revision).toList())
                .onFailure(DatabaseAway.class)
                .transform(this::unavailable);
    }

    /** Returns an agent's override. */
    Uni<Revised<AgentSettings>> one(Transaction transaction, @Nullable String agentType) {
        return transaction
                .ask(session -> session.find(AgentOverrideEntity.class, agentType))
                .map(row -> row == null ? Revised.unchanged() : revised(row));
    }

    /** Returns a state of an agent; empty if it has no such revision. */
    Uni<Optional<AgentRevision>> revision(Transaction transaction, @Nullable String agentType, long revision) {
        return transaction
                .ask(session -> session.createSelectionQuery(
                                "from AgentRevisionEntity where agentType = ?1 and revision = ?2",
                                AgentRevisionEntity.class)
                        .setParameter(1, agentType)
                        .setParameter(2, revision)
                        .getResultList())
                .map(found -> found.stream().findFirst().map(this::revision));
    }

    /** Keeps an agent's settings and their revision. */
    Uni<Void> put(
            Transaction transaction,
            @Nullable String agentType,
            Revised<AgentSettings> change,
            Author author,
            AuditEntry entry) {
        AgentRevisionEntity made = new AgentRevisionEntity();
        made.agentType = agentType;
        made.revision = change.revision();
        made.settings = change.value().map(this::text).orElse(null);
        made.who = author.who();
        made.source = author.source();
        return transaction.put(
                session -> session.createNativeQuery(PUT)
                        .setParameter("agentType", agentType)
                        .setParameter("settings", made.settings)
                        .setParameter("revision", made.revision)
                        .setParameter("who", made.who)
                        .executeUpdate()
                        .chain(() -> session.persist(made))
                        .chain(session::flush),
                List.of(entry));
    }

    private Revised<AgentSettings> revised(AgentOverrideEntity row) {
        return new Revised<>(row.revision, settings(row.settings));
    }

    private AgentRevision revision(AgentRevisionEntity row) {
        return new AgentRevision(row.revision, row.time, row.who, row.source, settings(row.settings));
    }

    String text(AgentSettings settings) {
        try {
            return json.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings can always be written", e);
        }
    }

    private Optional<AgentSettings> settings(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(json.readValue(text, AgentSettings.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database keeps settings only", e);
        }
    }
}
