package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.routing.SelectionInputs.Named;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Gives tests of other packages decisions. */
public final class Decisions {

    private static final Instant TIME = Instant.parse("2026-11-29T12:00:00Z");

    private Decisions() {}

    /** The models in this order, as if a caller had named them. */
    public static Decision named(ModelSpec... models) {
        return named("v1", models);
    }

    /** The same, from a registry of this version. */
    public static Decision named(String version, ModelSpec... models) {
        List<ModelSpec> all = List.of(models);
        Named named = new Named(all.stream().map(ModelSpec::key).toList(), "asked for by name");
        return decision(
                all,
                SelectionInputs.named(
                        version,
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

    /**
     * A choice among these models, of each of which something is known, a while after the circumstances that it refers to
     * were kept: as much has changed since as may.
     */
    public static Decision changed(RandomGenerator random, List<ModelSpec> models) {
        Map<ModelKey, ModelSignal> known = new HashMap<>();
        models.forEach(model -> known.put(model.key(), busy(random)));
        CircumstancesArchive archive = new CircumstancesArchive(record -> {}, () -> 0);
        Circumstances before = archive.of(knowing(known), TIME);
        models.stream()
                .limit(CircumstancesArchive.MOST_DIFFERENCES)
                .forEach(model -> known.put(model.key(), busy(random)));
        SelectionInputs inputs = knowing(known);
        if (archive.of(inputs, TIME) != before) {
            throw new IllegalStateException("it refers to others");
        }
        return new Decision(UUID.randomUUID(), TIME, Selector.select(models, inputs), before);
    }

    private static SelectionInputs knowing(Map<ModelKey, ModelSignal> known) {
        return Situations.inputs(
                Situations.plain(), Signals.of(Situations.EVERYBODY).withModels(known));
    }

    private static ModelSignal busy(RandomGenerator random) {
        return ModelSignal.NONE
                .withQuota(0, random.nextDouble(), random.nextDouble())
                .withTrack(Situations.track(random));
    }

    private static Decision decision(List<ModelSpec> models, SelectionInputs inputs) {
        return new Decision(UUID.randomUUID(), TIME, Selector.select(models, inputs));
    }
}
