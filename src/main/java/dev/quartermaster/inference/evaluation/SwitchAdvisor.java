package dev.quartermaster.inference.evaluation;

import dev.quartermaster.agents.AgentEditor;
import dev.quartermaster.agents.AgentProfiles;
import dev.quartermaster.agents.AgentSettings;
import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.alerts.AlertsConfig;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.quality.QualityConfig.SwitchMode;
import dev.quartermaster.quality.QualityMonitor;
import dev.quartermaster.quality.RecentScores.LowAnswers;
import dev.quartermaster.quality.ScoredPair;
import dev.quartermaster.quality.scoring.QualityFinding;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.RankedModel;
import dev.quartermaster.routing.RequestingAgent;
import dev.quartermaster.routing.Router;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Recommends another model where one gives low answers to an agent, the next best of a selection for the same request; and
 * gives it to the agent where that is configured. One alert for a model and an agent in each window.
 */
@ApplicationScoped
public class SwitchAdvisor {

    private static final Author RULE = new Author("quality", "rule");

    private final QualityConfig config;
    private final QualityMonitor monitor;
    private final Router router;
    private final ModelRegistry registry;
    private final AgentProfiles profiles;
    private final AgentEditor editor;
    private final AlertService alerts;
    private final long windowMillis;
    private final Clock clock;

    SwitchAdvisor(
            QualityConfig config,
            QualityMonitor monitor,
            Router router,
            ModelRegistry registry,
            AgentProfiles profiles,
            AgentEditor editor,
            AlertService alerts,
            AlertsConfig alertsConfig,
            Clock clock) {
        this.config = config;
        this.monitor = monitor;
        this.router = router;
        this.registry = registry;
        this.profiles = profiles;
        this.editor = editor;
        this.alerts = alerts;
        this.windowMillis = Math.max(1, alertsConfig.window().toMillis());
        this.clock = clock;
    }

    /** Too many of the last answers are low. */
    void advise(ScoredPair pair, LowAnswers low, RequestContext requestContext) {
        RankedModel better = nextBest(pair, requestContext);
        String why = why(pair, low);
        raise(pair, low, why, better);
        if (config.switchMode() == SwitchMode.APPLY && better != null && isSet(pair)) {
            apply(pair, better.model().key(), why);
        }
    }

    private @Nullable RankedModel nextBest(ScoredPair pair, RequestContext requestContext) {
        Decision decision = router.select(
                alone(requestContext.decision().inputs().need()),
                requestContext.request().spender(),
                1,
                null);
        for (RankedModel candidate : decision.route()) {
            if (!candidate.model().key().equals(pair.model())) {
                return candidate;
            }
        }
        return null;
    }

    /** Without its conversation, which would speak for the model that it runs with. */
    private static ModelRequirements alone(ModelRequirements need) {
        return need.with(
                new RequestingAgent(need.asker().agentType(), need.asker().allowed(), null));
    }

    private static String why(ScoredPair pair, LowAnswers low) {
        String found =
                low.findings().stream().limit(3).map(QualityFinding::wire).collect(Collectors.joining(", "));
        return low.low() + " of the last " + low.answers() + " answers of " + pair.model()
                + (pair.agentType() == null ? "" : " to agent " + pair.agentType()) + " were low"
                + (found.isEmpty() ? "" : " (" + found + ")");
    }

    private void raise(ScoredPair pair, LowAnswers low, String why, @Nullable RankedModel better) {
        String model = pair.model().toString();
        Map<String, Object> facts = new HashMap<>();
        facts.put("model", model);
        facts.put("low", low.low());
        facts.put("answers", low.answers());
        facts.put("findings", low.findings().stream().map(QualityFinding::wire).toList());
        facts.put("why", why);
        if (pair.agentType() != null) {
            facts.put("agent_type", pair.agentType());
        }
        if (better != null) {
            facts.put("recommended_model", better.model().key().toString());
            facts.put("suitability_score", Math.round(better.suitability() * 1e4) / 1e4);
        }
        long start = Math.floorDiv(clock.millis(), windowMillis) * windowMillis;
        String subject = pair.agentType() == null ? model : pair.agentType();
        String advice = better == null
                ? "; no other model can answer"
                : "; the next best is " + better.model().key();
        alerts.raiseIn(
                model + '\n' + start,
                Instant.ofEpochMilli(start + windowMillis),
                new AlertRequest(AlertKind.QUALITY_SWITCH, subject, why + advice, facts));
    }

    /** Returns whether the agent is set to the model, so that setting it to another changes something. */
    private boolean isSet(ScoredPair pair) {
        return Optional.ofNullable(pair.agentType())
                .flatMap(profiles::settings)
                .flatMap(effective -> Optional.ofNullable(effective.settings().model()))
                .flatMap(name -> registry.snapshot().resolve(name))
                .filter(set -> set.key().equals(pair.model()))
                .isPresent();
    }

    private void apply(ScoredPair pair, ModelKey better, String why) {
        String agentType = Objects.requireNonNull(pair.agentType());
        editor.apply(agentType, profiles.revision(agentType), before -> before.map(own -> with(own, better)), RULE)
                .subscribe()
                .with(
                        done -> {
                            monitor.recent().forget(pair);
                            Log.infof("Agent %s is set to %s: %s", agentType, better, why);
                        },
                        failure -> Log.infof(
                                "Agent %s could not be set to %s: %s", agentType, better, failure.getMessage()));
    }

    private static AgentSettings with(AgentSettings own, ModelKey model) {
        List<String> fallbacks = own.fallbacks();
        return new AgentSettings(
                own.enabled(),
                model.toString(),
                own.timeoutSeconds(),
                fallbacks,
                own.allowedModels(),
                own.requiredFeatures(),
                own.parameters(),
                own.systemPromptPrefix(),
                own.canary());
    }
}
