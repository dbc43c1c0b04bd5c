package dev.quartermaster.replay;

import dev.quartermaster.cost.CostCalculator;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.history.ledger.PastDecision.Happened;
import dev.quartermaster.routing.Constraints;
import dev.quartermaster.routing.Need;
import dev.quartermaster.routing.Outlook;
import dev.quartermaster.routing.Ranked;
import dev.quartermaster.routing.Selection;
import dev.quartermaster.routing.SelectionInputs;
import dev.quartermaster.routing.Selector;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Makes one decision again, and says what is to be expected of it. Pure. */
@ApplicationScoped
class Redecider {

    Redecided again(Recorded decision, Policy policy, Registries registries) {
        Optional<Selector> registry = decision.inputs() == null
                ? Optional.empty()
                : registries.find(decision.inputs().registryVersion());
        return registry.map(selector -> again(decision, policy, selector)).orElse(Redecided.SKIPPED);
    }

    private static Redecided again(Recorded decision, Policy policy, Selector selector) {
        SelectionInputs inputs = under(policy, decision.inputs());
        Selection selection = selector.select(inputs);
        Happened happened = decision.past().happened();
        Optional<Ranked> winner = selection.winner();
        return new Redecided(
                false,
                winner.map(ranked -> ranked.model().key()).orElse(null),
                selection.reason(),
                happened == null || happened.model() == null ? null : asItWas(happened),
                happened == null
                        ? null
                        : winner.map(best -> expected(best, happened, inputs)).orElse(null));
    }

    /** What the policy does not say stays; of two bounds the narrower one holds. */
    private static SelectionInputs under(Policy policy, SelectionInputs recorded) {
        SelectionInputs inputs = policy.weights() == null ? recorded : recorded.withWeights(policy.weights());
        Need need = inputs.need();
        return policy.constraints().equals(Constraints.NONE)
                ? inputs
                : inputs.withNeed(need.with(need.constraints().and(policy.constraints())));
    }

    private static Expected asItWas(Happened happened) {
        return new Expected(
                happened.model(),
                happened.cost(),
                happened.latencyMs(),
                happened.success() ? 1.0 : 0.0,
                happened.quality());
    }

    private static Expected expected(Ranked best, Happened happened, SelectionInputs inputs) {
        ModelSpec model = best.model();
        PriceRoute route = inputs.signals().routes().get(model.key());
        if (model.key().equals(happened.model())) {
            Money cost = CostCalculator.cost(model.pricing(), happened.usage(), route);
            return new Expected(
                    model.key(), cost, happened.latencyMs(), happened.success() ? 1.0 : 0.0, happened.quality());
        }
        Outlook outlook = Outlook.of(model, inputs);
        return new Expected(
                model.key(),
                CostCalculator.cost(model.pricing(), uncached(happened.usage()), route),
                outlook.latencyMs(),
                outlook.success(),
                outlook.quality());
    }

    /** Another model's prompt cache is cold. */
    private static Usage uncached(Usage usage) {
        return Usage.of(usage.promptTokens(), usage.output());
    }
}
