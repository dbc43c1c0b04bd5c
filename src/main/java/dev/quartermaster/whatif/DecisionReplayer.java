package dev.quartermaster.whatif;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.history.ledger.PastDecision;
import dev.quartermaster.history.ledger.PastDecision.Happened;
import dev.quartermaster.routing.Constraints;
import dev.quartermaster.routing.ExpectedPerformance;
import dev.quartermaster.routing.ModelRequirements;
import dev.quartermaster.routing.RankedModel;
import dev.quartermaster.routing.Selection;
import dev.quartermaster.routing.SelectionInputs;
import dev.quartermaster.routing.Selector;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replays one decision and estimates its outcome. Pure. */
@ApplicationScoped
class DecisionReplayer {

    ReplayedDecision replay(RecordedDecision decision, SimulatedPolicy policy, RegistryCache registries) {
        SelectionInputs recorded = decision.inputs();
        if (recorded == null) {
            return ReplayedDecision.SKIPPED;
        }
        return registries
                .find(recorded.registryVersion())
                .map(selector -> replay(decision, under(policy, recorded), selector))
                .orElse(ReplayedDecision.SKIPPED);
    }

    private static ReplayedDecision replay(RecordedDecision decision, SelectionInputs inputs, Selector selector) {
        Selection selection = selector.select(inputs);
        Happened happened = decision.past().happened();
        Optional<RankedModel> winner = selection.winner();
        return new ReplayedDecision(
                false,
                winner.map(ranked -> ranked.model().key()).orElse(null),
                selection.reason(),
                happened == null || happened.model() == null ? null : asItWas(happened),
                happened == null
                        ? null
                        : winner.map(best -> expected(best, happened, inputs)).orElse(null));
    }

    /**
     * Applies the policy to recorded inputs. Fields that it does not set stay; of two bounds the narrower one applies.
     */
    private static SelectionInputs under(SimulatedPolicy policy, SelectionInputs recorded) {
        SelectionInputs inputs = policy.weights() == null ? recorded : recorded.withWeights(policy.weights());
        ModelRequirements requirements = inputs.need();
        return policy.constraints().equals(Constraints.NONE)
                ? inputs
                : inputs.withNeed(requirements.with(requirements.constraints().and(policy.constraints())));
    }

    private static ExpectedOutcome asItWas(Happened happened) {
        return new ExpectedOutcome(
                happened.model(),
                happened.cost(),
                happened.latencyMs(),
                happened.success() ? 1.0 : 0.0,
                happened.quality());
    }

    private static ExpectedOutcome expected(RankedModel best, Happened happened, SelectionInputs inputs) {
        ModelSpec model = best.model();
        PriceRoute route = inputs.signals().routes().get(model.key());
        if (model.key().equals(happened.model())) {
            Money cost = CostCalculator.cost(model.pricing(), happened.usage(), route);
            return new ExpectedOutcome(
                    model.key(), cost, happened.latencyMs(), happened.success() ? 1.0 : 0.0, happened.quality());
        }
        ExpectedPerformance expectedPerformance = ExpectedPerformance.of(model, inputs);
        return new ExpectedOutcome(
                model.key(),
                CostCalculator.cost(model.pricing(), uncached(happened.usage()), route),
                expectedPerformance.latencyMs(),
                expectedPerformance.success(),
                expectedPerformance.quality());
    }

    /** Counts all prompt tokens as uncached: another model's prompt cache is cold. */
    private static Usage uncached(Usage usage) {
        return Usage.of(usage.promptTokens(), usage.answerTokens());
    }

    /**
     * Outcome of one request with one model, actual or expected.
     *
     * @param cost null if unknown
     * @param latencyMs null if unknown
     * @param success probability in [0,1]; 0 or 1 for an actual outcome; null if unknown
     * @param quality in [0,1]; null if unknown
     */
    record ExpectedOutcome(
            @Nullable ModelKey model,
            @Nullable Money cost,
            @Nullable Double latencyMs,
            Double success,
            @Nullable Double quality) {}

    /** @param inputs of the selection; null where they cannot be read */
    record RecordedDecision(PastDecision past, @Nullable SelectionInputs inputs) {}

    /**
     * A decision, made again.
     *
     * @param skipped whether it could not be made again; everything else is null then
     * @param chosen the first of the route; null where no model may answer
     * @param reason of the choice, in words
     * @param happened how the request went that followed the decision; null when no model was called for it
     * @param expected how it would be expected to have gone; null where no model may answer, or no request followed
     */
    record ReplayedDecision(
            boolean skipped,
            @Nullable ModelKey chosen,
            @Nullable String reason,
            @Nullable ExpectedOutcome happened,
            @Nullable ExpectedOutcome expected) {

        static final ReplayedDecision SKIPPED = new ReplayedDecision(true, null, null, null, null);
    }
}
