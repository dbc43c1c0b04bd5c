package dev.quartermaster.performance;

import dev.quartermaster.agents.AgentEditor;
import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.agents.AgentRevision;
import dev.quartermaster.agents.Canary;
import dev.quartermaster.agents.CanaryEnd;
import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.history.ledger.ArmSum;
import dev.quartermaster.history.ledger.CanaryRepository;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends canaries by their rules. Every instance looks; the change is made of the revision that was looked at, so that one
 * of them makes it.
 */
@ApplicationScoped
public class CanaryRules {

    private static final Author RULE = new Author("canary", "rule");

    private final AgentProfiles profiles;
    private final AgentEditor edits;
    private final CanaryRepository ledger;
    private final AlertService alertService;

    CanaryRules(AgentProfiles profiles, AgentEditor edits, CanaryRepository ledger, AlertService alertService) {
        this.profiles = profiles;
        this.edits = edits;
        this.ledger = ledger;
        this.alertService = alertService;
    }

    /** Looks at every canary that has a rule. Never fails. */
    public Uni<Void> look() {
        List<AgentProfile> tried = profiles.configured().stream()
                .filter(agent ->
                        agent.canary().filter(canary -> canary.rule() != null).isPresent())
                .toList();
        return Multi.createFrom()
                .iterable(tried)
                .onItem()
                .transformToUniAndConcatenate(this::look)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> look(AgentProfile agent) {
        long revision = profiles.revision(agent.agentType());
        Canary canary = agent.canary().orElseThrow();
        return edits.revisions(agent.agentType(), 1)
                .map(newest -> newest.get(0))
                .map(AgentRevision::time)
                .chain(since -> ledger.since(agent.agentType(), since))
                .map(arms -> verdict(canary, arms))
                .chain(verdict -> carryOut(agent.agentType(), canary, revision, verdict))
                .onFailure()
                .recoverWithItem(failure -> {
                    Log.debugf("The canary of %s was not judged: %s", agent.agentType(), failure.getMessage());
                    return null;
                });
    }

    private static CanaryVerdict verdict(Canary canary, Map<String, ArmSum> arms) {
        return CanaryVerdict.of(
                canary.rule(), arms.getOrDefault("base", ArmSum.NONE), arms.getOrDefault("canary", ArmSum.NONE));
    }

    private Uni<Void> carryOut(@Nullable String agentType, Canary canary, long revision, CanaryVerdict verdict) {
        if (verdict.end().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        CanaryEnd end = verdict.end().get();
        return edits.apply(agentType, revision, end.step(agentType), RULE)
                .invoke(done -> tell(agentType, canary, end, verdict.why()))
                .replaceWithVoid();
    }

    private void tell(@Nullable String agentType, Canary canary, CanaryEnd end, String why) {
        boolean promoted = end == CanaryEnd.PROMOTE;
        Log.infof(
                "Canary %s of agent %s is %s: %s",
                canary.model(), agentType, promoted ? "promoted" : "taken back", why);
        if (!promoted) {
            alertService.raise(new AlertRequest(
                    AlertKind.QUALITY_SWITCH,
                    agentType,
                    "the canary " + canary.model() + " of agent " + agentType + " was taken back: " + why,
                    Map.of("agent_type", agentType, "model", canary.model())));
        }
    }
}
