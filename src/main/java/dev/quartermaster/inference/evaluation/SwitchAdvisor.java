package dev.quartermaster.inference.evaluation;

import dev.quartermaster.alerts.AlertKind;
import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.alerts.AlertService;
import dev.quartermaster.alerts.AlertsConfig;
import dev.quartermaster.inference.failover.RequestContext;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.quality.QualityConfig.SwitchMode;
import dev.quartermaster.quality.QualityMonitor;
import dev.quartermaster.quality.RecentScores.LowAnswers;
import dev.quartermaster.quality.ScoredPair;
import dev.quartermaster.quality.SwitchRecommendation;
import dev.quartermaster.quality.scoring.QualityFinding;
import dev.quartermaster.routing.Decision;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.RankedModel;
import dev.quartermaster.routing.RequestingAgent;
import dev.quartermaster.routing.Router;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recommends another model where one gives low answers to an agent, the next best of a selection for the same request; and
 * gives it to the agent where that is configured. One alert for a model and an agent in each window.
 */
@ApplicationScoped
public class SwitchAdvisor {

    private final QualityConfig config;
    private final QualityMonitor monitor;
    private final Router router;
    private final AgentSwitch switching;
    private final AlertService alerts;
    private final long windowMillis;
    private final Clock clock;

    SwitchAdvisor(
            QualityConfig config,
            QualityMonitor monitor,
            Router router,
            AgentSwitch switching,
            AlertService alerts,
            AlertsConfig alertsConfig,
            Clock clock) {
        this.config = config;
        this.monitor = monitor;
        this.router = router;
        this.switching = switching;
        this.alerts = alerts;
        this.windowMillis = Math.max(1, alertsConfig.window().toMillis());
        this.clock = clock;
    }

    /** Too many of the last answers are low. */
    void advise(ScoredPair pair, LowAnswers low, RequestContext requestContext) {
        Instant now = clock.instant();
        if (!monitor.recent().isAdviceDue(pair, now)) {
            return;
        }
        RankedModel better = nextBest(pair, requestContext);
        String why = SwitchRecommendation.why(pair, low);
        monitor.recent()
                .advise(
                        pair,
                        better == null ? null : better.model().key(),
                        better == null ? 0 : better.suitability(),
                        now);
        raise(pair, low, why, better);
        if (config.switchMode() == SwitchMode.APPLY && better != null) {
            switching.apply(pair, better.model().key(), why);
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
}
