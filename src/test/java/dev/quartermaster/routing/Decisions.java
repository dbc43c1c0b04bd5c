package dev.quartermaster.routing;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.routing.SelectionInputs.Named;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Gives tests of other packages decisions. */
public final class Decisions {

    private static final Instant TIME = Instant.parse("2026-11-29T12:00:00Z");

    private Decisions() {}

    /** The models in this order, as if a caller had named them. */
    public static Decision named(ModelSpec... models) {
        List<ModelSpec> all = List.of(models);
        Named named = new Named(all.stream().map(ModelSpec::key).toList(), "asked for by name");
        return decision(
                all,
                SelectionInputs.named(
                        "v1",
                        Situations.plain(),
                        named,
                        Weights.DEFAULT,
                        ScoringParameters.DEFAULT,
                        Signals.of(Situations.EVERYBODY)));
    }

    /** A choice among the models. */
    public static Decision among(ModelSpec... models) {
        return decision(List.of(models), Situations.inputs(Situations.plain()));
    }

    private static Decision decision(List<ModelSpec> models, SelectionInputs inputs) {
        return new Decision(UUID.randomUUID(), TIME, Selector.select(models, inputs));
    }
}
