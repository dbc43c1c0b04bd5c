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
import dev.quartermaster.history.ledger.CanaryRepository;
import dev.quartermaster.history.ledger.CanaryRepository.ArmSum;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Ends canaries by their rules. Every instance checks; the change names the revision that was checked, so that only one
 * instance makes it.
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

    /** Checks every canary that has a rule. Never fails. */
    public Uni<Void> apply() {
        return Multi.createFrom()
                .iterable(profiles.configured())
                .onItem()
                .transformToUniAndConcatenate(this::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> apply(AgentProfile agent) {
        Canary canary = agent.canary().orElse(null);
        String agentType = agent.agentType();
        if (canary == null || canary.rule() == null || agentType == null) {
            return Uni.createFrom().voidItem();
        }
        Canary.Rule rule = canary.rule();
        long revision = profiles.revision(agentType);
        return edits.revisions(agentType, 1)
                .map(newest -> newest.get(0))
                .map(AgentRevision::time)
                .chain(since -> ledger.sumByArm(agentType, since))
                .map(arms -> verdict(rule, arms))
                .chain(verdict -> carryOut(agentType, canary, revision, verdict))
                .onFailure()
                .recoverWithItem(failure -> {
                    Log.debugf(
                            "The rule of the canary of %s could not be applied: %s", agentType, failure.getMessage());
                    return null;
                });
    }

    private static CanaryVerdict verdict(Canary.Rule rule, Map<String, ArmSum> arms) {
        return CanaryVerdict.of(rule, arms.getOrDefault("base", ArmSum.NONE), arms.getOrDefault("canary", ArmSum.NONE));
    }

    private Uni<Void> carryOut(String agentType, Canary canary, long revision, CanaryVerdict verdict) {
        if (verdict.end().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        CanaryEnd end = verdict.end().get();
        return edits.apply(agentType, revision, end.step(agentType), RULE)
                .invoke(done -> report(agentType, canary, end, verdict.why()))
                .replaceWithVoid();
    }

    private void report(String agentType, Canary canary, CanaryEnd end, String why) {
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
