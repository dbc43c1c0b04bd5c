package dev.quartermaster.agents;

import dev.quartermaster.agents.AgentProfiles.AgentOverride;
import dev.quartermaster.agents.AgentRepository.Transaction;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.DatabaseAway;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Edits agents' settings. An edit is checked against the database's current state, under a lock. When it returns it is
 * effective here; elsewhere within moments.
 */
@Singleton
public class AgentEditor {

    private final AgentProfiles profiles;
    private final AgentRepository agents;
    private final AgentRefresh refresh;

    AgentEditor(AgentProfiles profiles, AgentRepository agents, AgentRefresh refresh) {
        this.profiles = profiles;
        this.agents = agents;
        this.refresh = refresh;
    }

    /**
     * From what is said of an agent, empty for nothing, to what shall be said; empty gives it back to the files. May
     * throw what the caller shall be told.
     */
    @FunctionalInterface
    public interface Step extends Function<Optional<AgentSettings>, Optional<AgentSettings>> {}

    /**
     * Makes a change. Fails with a {@link QuartermasterException}: what the step throws, {@code precondition_failed}
     * where the agent was changed since, or {@code settings_unavailable} without a database.
     *
     * @param expected the revision it is to be made of; null for any
     */
    public Uni<AgentChange> apply(@Nullable String agentType, @Nullable Long expected, Step step, Author author) {
        return inTransaction(tx ->
                tx.one(agentType).chain(now -> keep(tx, agentType, expect(agentType, now, expected), step, author)));
    }

    /** Says what {@link #apply} would do here and now, or fails as it would, and changes nothing. */
    public AgentChange check(String agentType, @Nullable Long expected, Step step) {
        Optional<AgentSettings> before = profiles.said(agentType).map(AgentProfiles.EffectiveSettings::settings);
        long revision = profiles.revision(agentType);
        expect(agentType, new AgentOverride(revision, before), expected);
        Optional<AgentSettings> kept = step.apply(before);
        return new AgentChange(
                agentType, before, kept.or(() -> profiles.ofFiles(agentType)), kept.isPresent(), revision);
    }

    /** Brings back a revision, as a new one. {@code target} null for the one before the last change */
    public Uni<AgentChange> rollback(String agentType, @Nullable Long target, @Nullable Long expected, Author author) {
        return inTransaction(tx -> tx.one(agentType).chain(now -> {
            long wanted = target == null ? now.revision() - 1 : target;
            expect(agentType, now, expected);
            requireChanged(agentType, now);
            return revision(tx, agentType, now, wanted).chain(then -> keep(tx, agentType, now, before -> then, author));
        }));
    }

    /** Every state the agent was in since it was changed first, the newest first. */
    public Uni<List<AgentRevision>> revisions(@Nullable String agentType, int limit) {
        return agents.revisions(agentType, limit).onFailure(DatabaseAway.class).transform(AgentEditor::unavailable);
    }

    private Uni<AgentChange> inTransaction(Function<Transaction, Uni<AgentChange>> work) {
        return agents.exclusively(work)
                .onFailure(DatabaseAway.class)
                .transform(AgentEditor::unavailable)
                .call(change -> refresh.now().onFailure().recoverWithItem(AgentEditor::later));
    }

    private Uni<Optional<AgentSettings>> revision(Transaction tx, String agentType, AgentOverride now, long wanted) {
        if (wanted == 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        return tx.revision(agentType, wanted).map(found -> {
            if (found.isEmpty()) {
                throw new QuartermasterException(
                        ErrorCode.NOT_FOUND,
                        "Agent " + agentType + " has no revision " + wanted + "; the last one is " + now.revision()
                                + ".",
                        "revision",
                        null);
            }
            return found.get().settings();
        });
    }

    private static void requireChanged(String agentType, AgentOverride now) {
        if (now.revision() == 0) {
            throw new QuartermasterException(
                    ErrorCode.NOT_FOUND,
                    "Agent " + agentType + " was never changed; there is no state to go back to.",
                    "agent_type",
                    null);
        }
    }

    private static AgentOverride expect(@Nullable String agentType, AgentOverride now, @Nullable Long expected) {
        if (expected != null && expected != now.revision()) {
            throw new QuartermasterException(
                    ErrorCode.PRECONDITION_FAILED,
                    "Agent " + agentType + " is at revision " + now.revision() + " now, not " + expected + ".");
        }
        return now;
    }

    private Uni<AgentChange> keep(
            Transaction tx, @Nullable String agentType, AgentOverride now, Step step, Author author) {
        Optional<AgentSettings> files = profiles.ofFiles(agentType);
        Optional<AgentSettings> before = now.settings().or(() -> files);
        Optional<AgentSettings> kept = step.apply(before);
        Optional<AgentSettings> after = kept.or(() -> files);
        if (before.equals(after) && now.settings().isPresent() == kept.isPresent()) {
            return Uni.createFrom().item(new AgentChange(agentType, before, after, kept.isPresent(), now.revision()));
        }
        long next = now.revision() + 1;
        return tx.put(agentType, new AgentOverride(next, kept), author, booked(agentType, before, after, author))
                .replaceWith(new AgentChange(agentType, before, after, kept.isPresent(), next));
    }

    private AuditEntry booked(
            @Nullable String agentType, Optional<AgentSettings> before, Optional<AgentSettings> after, Author author) {
        String action = before.isEmpty() ? "create" : after.isEmpty() ? "delete" : "update";
        return AuditEntry.of(
                author,
                action,
                "agent",
                agentType,
                before.map(agents::text).orElse(null),
                after.map(agents::text).orElse(null));
    }

    /** The change is made; this instance, too, will be told of it. */
    private static Void later(Throwable e) {
        Log.warnf("Changed agents could not be read back yet: %s", e.getMessage());
        return null;
    }

    private static QuartermasterException unavailable(Throwable away) {
        return new QuartermasterException(
                ErrorCode.SETTINGS_UNAVAILABLE,
                "What agents are set to is kept in the database, which does not answer now: " + away.getMessage());
    }
}
