package dev.quartermaster.agents;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.storage.overrides.Revised;
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
     * Maps an agent's settings to new ones. Empty before: there are none; empty after: those of the files. Its exceptions
     * reach the caller.
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
        return change(transaction -> agents.one(transaction, agentType).chain(now -> {
            now.require("Agent " + agentType, expected);
            return keep(transaction, agentType, now, step, author);
        }));
    }

    /** Returns what {@link #apply} would do here and now, or fails as it would, and changes nothing. */
    public AgentChange check(String agentType, @Nullable Long expected, Step step) {
        Optional<AgentSettings> before = profiles.settings(agentType).map(AgentProfiles.EffectiveSettings::settings);
        long revision = profiles.revision(agentType);
        new Revised<>(revision, before).require("Agent " + agentType, expected);
        Optional<AgentSettings> kept = step.apply(before);
        return new AgentChange(
                agentType, before, kept.or(() -> profiles.ofFiles(agentType)), kept.isPresent(), revision);
    }

    /** Brings back a revision, as a new one. {@code target} null for the one before the last change */
    public Uni<AgentChange> rollback(String agentType, @Nullable Long target, @Nullable Long expected, Author author) {
        return change(transaction -> agents.one(transaction, agentType).chain(now -> {
            long wanted = target == null ? now.revision() - 1 : target;
            now.require("Agent " + agentType, expected);
            requireChanged(agentType, now);
            return revision(transaction, agentType, now, wanted)
                    .chain(then -> keep(transaction, agentType, now, before -> then, author));
        }));
    }

    /** Returns an agent's states since its first change, the newest first. */
    public Uni<List<AgentRevision>> revisions(@Nullable String agentType, int limit) {
        return agents.revisions(agentType, limit);
    }

    private Uni<AgentChange> change(Function<AgentRepository.Transaction, Uni<AgentChange>> work) {
        return agents.change(work, refresh::now);
    }

    private Uni<Optional<AgentSettings>> revision(
            AgentRepository.Transaction transaction, String agentType, Revised<AgentSettings> now, long wanted) {
        if (wanted == 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        return agents.revision(transaction, agentType, wanted)
                .map(found -> found.orElseThrow(() -> new QuartermasterException(
                                ErrorCode.NOT_FOUND,
                                "Agent " + agentType + " has no revision " + wanted + "; the last one is "
                                        + now.revision() + ".",
                                "revision",
                                null))
                        .settings());
    }

    private static void requireChanged(String agentType, Revised<AgentSettings> now) {
        if (now.revision() == 0) {
            throw new QuartermasterException(
                    ErrorCode.NOT_FOUND,
                    "Agent " + agentType + " was never changed; there is no state to go back to.",
                    "agent_type",
                    null);
        }
    }

    private Uni<AgentChange> keep(
            AgentRepository.Transaction transaction,
            @Nullable String agentType,
            Revised<AgentSettings> now,
            Step step,
            Author author) {
        Optional<AgentSettings> files = profiles.ofFiles(agentType);
        Optional<AgentSettings> before = now.value().or(() -> files);
        Optional<AgentSettings> kept = step.apply(before);
        Optional<AgentSettings> after = kept.or(() -> files);
        if (before.equals(after) && now.value().isPresent() == kept.isPresent()) {
            return Uni.createFrom().item(new AgentChange(agentType, before, after, kept.isPresent(), now.revision()));
        }
        Revised<AgentSettings> next = now.next(kept);
        return agents.put(transaction, agentType, next, author, audited(agentType, before, after, author))
                .replaceWith(new AgentChange(agentType, before, after, kept.isPresent(), next.revision()));
    }

    private AuditEntry audited(
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
}
