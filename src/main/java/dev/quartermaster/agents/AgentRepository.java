package dev.quartermaster.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.agents.AgentProfiles.AgentOverride;
import dev.quartermaster.storage.AdvisoryLock;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditRepository;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps agents' settings and their revisions in PostgreSQL. */
@Singleton
class AgentRepository {

    /** Where changes are announced to all instances. */
    static final String CHANNEL = "quartermaster_agents";

    /** In SQL, for the database's time. */
    private static final String PUT =
            "INSERT INTO agent_override (agent_type, settings, revision, updated_at, updated_by)"
                    + " VALUES (:agentType, CAST(CAST(:settings AS text) AS json), :revision, now(), :who)"
                    + " ON CONFLICT (agent_type) DO UPDATE SET"
                    + " settings = EXCLUDED.settings, revision = EXCLUDED.revision, updated_at = now(),"
                    + " updated_by = EXCLUDED.updated_by";

    private final DatabaseAccess access;
    private final Mutiny.SessionFactory sessions;
    private final StorageConfig config;
    private final AuditRepository audit;
    private final ObjectMapper json;

    AgentRepository(
            DatabaseAccess access,
            Mutiny.SessionFactory sessions,
            StorageConfig config,
            AuditRepository audit,
            ObjectMapper json) {
        this.access = access;
        this.sessions = sessions;
        this.config = config;
        this.audit = audit;
        this.json = json;
    }

    /** All settings there are; fails with {@link dev.quartermaster.storage.DatabaseAway}, as everything here does. */
    Uni<Map<String, AgentOverride>> all() {
        return access.ask(
                config.timeout(),
                () -> sessions.withSession(session -> session.createSelectionQuery(
                                "from AgentOverrideEntity", AgentOverrideEntity.class)
                        .getResultList()
                        .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.agentType, this::override)))));
    }

    /** Every state an agent was in, the newest first. */
    Uni<List<AgentRevision>> revisions(@Nullable String agentType, int limit) {
        return access.ask(
                config.timeout(),
                () -> sessions.withSession(session -> session.createSelectionQuery(
                                "from AgentRevisionEntity where agentType = ?1 order by revision desc",
                                AgentRevisionEntity.class)
                        .setParameter(1, agentType)
                        .setMaxResults(limit)
                        .getResultList()
                        .map(rows -> rows.stream().map(this::revision).toList())));
    }

    /** Runs the work in a transaction; until it ends nobody else changes an agent. */
    <T> Uni<T> exclusively(Function<Transaction, Uni<T>> work) {
        return access.ask(
                config.timeout(),
                () -> sessions.withTransaction(session -> AdvisoryLock.take(session, "agent_override")
                        .chain(() -> work.apply(new Transaction(session)))));
    }

    /** Reads and writes within one transaction, until it is committed. */
    final class Transaction {

        private final Mutiny.Session session;

        private Transaction(Mutiny.Session session) {
            this.session = session;
        }

        /** What is kept of one agent; revision 0 where nothing is. */
        Uni<AgentOverride> one(@Nullable String agentType) {
            return session.find(AgentOverrideEntity.class, agentType)
                    .map(row -> row == null ? new AgentOverride(0, Optional.empty()) : override(row));
        }

        /** One state the agent was in; empty if it has no such revision. */
        Uni<Optional<AgentRevision>> revision(String agentType, long revision) {
            return session.createSelectionQuery(
                            "from AgentRevisionEntity where agentType = ?1 and revision = ?2",
                            AgentRevisionEntity.class)
                    .setParameter(1, agentType)
                    .setParameter(2, revision)
                    .getResultList()
                    .map(found -> found.stream().findFirst().map(AgentRepository.this::revision));
        }

        /** Keeps these settings as that revision with its audit entry, and tells all instances after the commit. */
        Uni<Void> put(@Nullable String agentType, AgentOverride change, Author author, AuditEntry entry) {
            AgentRevisionEntity made = new AgentRevisionEntity();
            made.agentType = agentType;
            made.revision = change.revision();
            made.settings = change.settings().map(AgentRepository.this::text).orElse(null);
            made.who = author.who();
            made.source = author.source();
            return session.createNativeQuery(PUT)
                    .setParameter("agentType", agentType)
                    .setParameter("settings", made.settings)
                    .setParameter("revision", made.revision)
                    .setParameter("who", made.who)
                    .executeUpdate()
                    .chain(() -> session.persist(made))
                    .chain(session::flush)
                    .chain(() -> session.createNativeQuery("NOTIFY " + CHANNEL).executeUpdate())
                    .chain(() -> audit.book(session, List.of(entry)));
        }
    }

    private AgentOverride override(AgentOverrideEntity row) {
        return new AgentOverride(row.revision, settings(row.settings));
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
