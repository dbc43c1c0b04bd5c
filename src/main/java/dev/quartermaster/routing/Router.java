package dev.quartermaster.routing;

import dev.quartermaster.budgets.Spender;
import dev.quartermaster.cost.RequestedTier;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.TimeOrderedIds;
import dev.quartermaster.limits.LimitsConfig;
import dev.quartermaster.quality.QualityConfig;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.routing.SelectionInputs.Named;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what a request needs, or the models it names, into a route. Made at start, which wrong weights stop. */
@Startup
@ApplicationScoped
public class Router {

    /** A registry's content with the selector over it. */
    private record Ready(RegistrySnapshot snapshot, Selector selector) {}

    private final ModelRegistry registry;
    private final SignalSource signals;
    private final BudgetSource budgets;
    private final Weights weights;
    private final ScoringParameters scoringParameters;
    private final RegistryArchive archive;
    private final TimeOrderedIds ids;
    private final Clock clock;
    private volatile @Nullable Ready ready;

    Router(
            ModelRegistry registry,
            SelectionConfig config,
            LimitsConfig limits,
            QualityConfig quality,
            SignalSource signals,
            BudgetSource budgets,
            RegistryArchive archive,
            TimeOrderedIds ids,
            Clock clock) {
        this.registry = registry;
        this.signals = signals;
        this.budgets = budgets;
        this.archive = archive;
        this.weights = Weights.of(config.weights());
        this.scoringParameters = ScoringParameters.of(config, limits.usableShare(), quality.enabled());
        this.ids = ids;
        this.clock = clock;
        ready();
    }

    /** The weights as configured, before any priority. */
    public Weights weights() {
        return weights;
    }

    /** The best route over all models of the registry for nobody's money. */
    public Decision select(ModelRequirements requirements) {
        return select(requirements, BudgetSignals.NONE);
    }

    /**
     * The best route over all models of the registry; empty when none can serve the request.
     *
     * @param spender whose budgets pay for it; for no model yet
     * @param answers how many answers are asked for
     * @param tier the service tier that is asked for; null for the standard one
     */
    public Decision select(ModelRequirements requirements, Spender spender, int answers, @Nullable RequestedTier tier) {
        return select(requirements, budgets.now(spender, answers, tier));
    }

    private Decision select(ModelRequirements requirements, BudgetSignals ofBudgets) {
        Ready now = ready();
        Signals others = signals.now(now.selector(), requirements);
        Signals known = ofBudgets.isSilent() ? others : others.withBudgets(ofBudgets);
        return decide(
                now, SelectionInputs.of(now.snapshot().version(), requirements, weights, scoringParameters, known));
    }

    /**
     * The route over the models a caller or its configuration names, in that order. The first is what was asked for;
     * the others follow only if it fails. A model that cannot be called now is dropped with its reason.
     */
    public Decision named(List<ModelSpec> models, ModelRequirements requirements, String reason) {
        Ready now = ready();
        List<ModelKey> keys = keys(models);
        if (!now.selector().knows(keys)) {
            // The registry has changed since they were looked up; this request goes on with what it saw.
            Ready before = new Ready(now.snapshot(), Selector.over(distinct(models)));
            SelectionInputs inputs = named(before, keys, requirements, reason);
            return new Decision(ids.next(), clock.instant(), before.selector().select(inputs));
        }
        return decide(now, named(now, keys, requirements, reason));
    }

    private SelectionInputs named(Ready now, List<ModelKey> keys, ModelRequirements requirements, String reason) {
        Signals known = signals.now(now.selector(), requirements, keys);
        Named named = new Named(keys, reason);
        return SelectionInputs.named(now.snapshot().version(), requirements, named, weights, scoringParameters, known);
    }

    private Decision decide(Ready now, SelectionInputs inputs) {
        archive.noticed(now.snapshot());
        Instant time = clock.instant();
        Selection selection = now.selector().select(inputs);
        return new Decision(ids.next(), time, selection, archive.circumstances(selection.inputs(), time));
    }

    private Ready ready() {
        RegistrySnapshot snapshot = registry.snapshot();
        Ready known = ready;
        if (known == null || known.snapshot() != snapshot) {
            known = new Ready(snapshot, Selector.over(snapshot.models()));
            ready = known;
        }
        return known;
    }

    private static List<ModelKey> keys(List<ModelSpec> models) {
        return models.size() == 1
                ? List.of(models.get(0).key())
                : models.stream().map(ModelSpec::key).distinct().toList();
    }

    private static List<ModelSpec> distinct(List<ModelSpec> models) {
        return List.copyOf(models.stream()
                .collect(Collectors.toMap(ModelSpec::key, model -> model, (one, other) -> one))
                .values());
    }
}
