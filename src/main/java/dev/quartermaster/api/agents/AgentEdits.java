package dev.quartermaster.api.agents;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.agents.AgentChange;
import dev.quartermaster.agents.AgentEditor;
import dev.quartermaster.agents.AgentRevision;
import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.agents.CanaryEnd;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.edit.Expectation;
import dev.quartermaster.registry.edit.MergePatch;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes agents, by the API and at the console alike: what one refuses the other does too, and each change is in the audit
 * trail. Methods fail as {@link AgentEditor} does, and with {@code invalid_request} naming the field that is wrong.
 */
@Singleton
public class AgentEdits {

    private final AgentEditor edits;
    private final AgentChanges changes;
    private final AgentBody body;
    private final ObjectMapper json;

    AgentEdits(AgentEditor edits, AgentChanges changes, AgentBody body, ObjectMapper json) {
        this.edits = edits;
        this.changes = changes;
        this.body = body;
        this.json = json;
    }

    /**
     * Returns the step that sets an agent whole.
     *
     * @throws QuartermasterException naming the first field that is wrong, and saying all
     */
    public AgentEditor.Step whole(ObjectNode wanted) {
        AgentSettings settings = body.read(wanted, Optional.empty());
        return before -> Optional.of(settings);
    }

    /** Returns the step that changes some settings of an agent: a JSON merge patch (RFC 7396). */
    public AgentEditor.Step patch(String agentType, ObjectNode patch) {
        return before -> {
            ObjectNode target = json.valueToTree(before.orElseThrow(() -> AgentChanges.unknown(agentType)));
            return Optional.of(body.read(MergePatch.apply(target, patch), before));
        };
    }

    /** Returns the step that gives an agent back to the configuration files. */
    public AgentEditor.Step reset(String agentType) {
        return before -> {
            if (before.isEmpty()) {
                throw AgentChanges.unknown(agentType);
            }
            return Optional.empty();
        };
    }

    /** Makes a change if what is expected holds. */
    public Uni<AgentChange> make(String agentType, Expectation expected, AgentEditor.Step step, Author author) {
        return edits.apply(
                agentType, AgentChanges.revision(expected), AgentChanges.guarded(agentType, expected, step), author);
    }

    /** Reports the effects of a change without making it. */
    public Uni<DryRun> dryRun(String agentType, Expectation expected, AgentEditor.Step step) {
        return changes.dryRun(
                agentType, AgentChanges.revision(expected), AgentChanges.guarded(agentType, expected, step));
    }

    /** Brings a revision back, as a new one. {@code target} 0 for the files, null for the one before the last change */
    public Uni<AgentChange> rollback(String agentType, @Nullable Long target, Expectation expected, Author author) {
        return edits.rollback(agentType, target, AgentChanges.revision(expected), author);
    }

    /** Ends a canary with success or failure. */
    public Uni<AgentChange> endCanary(String agentType, CanaryEnd end, Expectation expected, Author author) {
        return edits.apply(agentType, AgentChanges.revision(expected), end.step(agentType), author);
    }

    /** Returns an agent's states since its first change, the newest first. */
    public Uni<List<AgentRevision>> revisions(String agentType, int limit) {
        return edits.revisions(agentType, limit);
    }
}
