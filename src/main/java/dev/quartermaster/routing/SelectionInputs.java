package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one choice depends on besides the content of the registry, whose version it names. Immutable; written and read
 * by {@link InputsJson}. With the same models, equal inputs give the same {@link Selection}, bit for bit, at any time.
 *
 * @param named the models to take, in order, where somebody named them; null where all models stand to choice
 * @param configured the weights as configured
 * @param weights those that hold for this request's priority
 */
public record SelectionInputs(
        String registryVersion,
        ModelRequirements need,
        @Nullable Named named,
        Weights configured,
        Weights weights,
        ScoringParameters terms,
        Signals signals) {

    /**
     * Models that a caller or its configuration names.
     *
     * @param models the one asked for, then those to go on with
     * @param why a sentence for people
     */
    public record Named(List<ModelKey> models, String why) {
        public Named {
            models = List.copyOf(models);
        }
    }

    /** Creates the inputs of a selection among all models. */
    public static SelectionInputs of(
            String registryVersion,
            ModelRequirements requirements,
            Weights configured,
            ScoringParameters scoringParameters,
            Signals signals) {
        Weights weights = configured.forPriority(
                signals.budgets().economy() == null
                        ? requirements.priority()
                        : requirements.priority().economised());
        return new SelectionInputs(
                registryVersion, requirements, null, configured, weights, scoringParameters, signals);
    }

    /**
     * Creates the inputs for named models: they are scored for display with the configured weights and keep their
     * order.
     */
    public static SelectionInputs named(
            String registryVersion,
            ModelRequirements requirements,
            Named named,
            Weights configured,
            ScoringParameters scoringParameters,
            Signals signals) {
        return new SelectionInputs(
                registryVersion, requirements, named, configured, configured, scoringParameters, signals);
    }

    /** The same without budgets that make no difference. */
    SelectionInputs withBudgets(BudgetSignals budgets) {
        return budgets == signals.budgets()
                ? this
                : new SelectionInputs(
                        registryVersion, need, named, configured, weights, terms, signals.withBudgets(budgets));
    }

    /** The same request under another policy: other weights, before its priority. */
    public SelectionInputs withWeights(Weights other) {
        return named == null
                ? of(registryVersion, need, other, terms, signals)
                : named(registryVersion, need, named, other, terms, signals);
    }

    /** The same moment with another need: a constraint more or less. */
    public SelectionInputs withNeed(ModelRequirements other) {
        return named == null
                ? of(registryVersion, other, configured, terms, signals)
                : named(registryVersion, other, named, configured, terms, signals);
    }
}
