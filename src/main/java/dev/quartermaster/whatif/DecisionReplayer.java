package dev.quartermaster.whatif;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
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

/** Makes one decision again, and says what is to be expected of it. Pure. */
@ApplicationScoped
class DecisionReplayer {

    ReplayedDecision again(RecordedDecision decision, SimulatedPolicy simulatedPolicy, RegistryCache registryCache) {
        Optional<Selector> registry = decision.inputs() == null
                ? Optional.empty()
                : registryCache.find(decision.inputs().registryVersion());
        return registry.map(selector -> again(decision, simulatedPolicy, selector))
                .orElse(ReplayedDecision.SKIPPED);
    }

    private static ReplayedDecision again(
            RecordedDecision decision, SimulatedPolicy simulatedPolicy, Selector selector) {
        SelectionInputs inputs = under(simulatedPolicy, decision.inputs());
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
    private static SelectionInputs under(SimulatedPolicy simulatedPolicy, SelectionInputs recorded) {
        SelectionInputs inputs =
                simulatedPolicy.weights() == null ? recorded : recorded.withWeights(simulatedPolicy.weights());
        ModelRequirements requirements = inputs.need();
        return simulatedPolicy.constraints().equals(Constraints.NONE)
                ? inputs
                : inputs.withNeed(requirements.with(requirements.constraints().and(simulatedPolicy.constraints())));
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

    /** Another model's prompt cache is cold. */
    private static Usage uncached(Usage usage) {
        return Usage.of(usage.promptTokens(), usage.output());
    }
}
