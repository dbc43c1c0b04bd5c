package dev.quartermaster.registry.imports;

import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.domain.model.ReasoningRange;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges a foreign list into the known entries. Fields that the list lacks stay, and so do the operator's: whether the
 * model is enabled, its aliases, fallbacks, quotas, regions and notes.
 */
final class Merge {

    private Merge() {}

    static RegistryEntry onto(RegistryEntry held, RegistryEntry listed, Set<Feature> absent) {
        ModelSpec old = held.model();
        ModelSpec model = listed.model();
        boolean named = !model.key().id().equals(model.name());
        ModelSpec merged = new ModelSpec(
                old.key(),
                named ? model.name() : old.name(),
                union(old.capabilities(), model.capabilities()),
                features(old.features(), model.features(), absent),
                pricing(old.pricing(), model.pricing()),
                old.rateLimits(),
                union(old.inputModalities(), model.inputModalities()),
                union(old.outputModalities(), model.outputModalities()),
                or(model.contextWindow(), old.contextWindow()),
                or(model.maxInputTokens(), old.maxInputTokens()),
                or(model.maxOutputTokens(), old.maxOutputTokens()),
                model.reasoning().equals(ReasoningRange.UNKNOWN) ? old.reasoning() : model.reasoning(),
                old.averageResponseTimeMs(),
                old.aliases(),
                old.fallbacks(),
                or(model.deprecationDate(), old.deprecationDate()),
                old.regions(),
                or(old.residency(), model.residency()),
                old.endpoints(),
                old.enabled());
        return new RegistryEntry(
                merged, or(listed.family(), held.family()), or(listed.releaseDate(), held.releaseDate()), held.note());
    }

    /** Prices of a list that gives fewer classes than are held stand for the whole only when they differ from those held. */
    private static Pricing pricing(Pricing old, Pricing listed) {
        boolean same = old.base().inputPer1m().compareTo(listed.base().inputPer1m()) == 0
                && old.base().outputPer1m().compareTo(listed.base().outputPer1m()) == 0;
        if (!same) {
            return listed;
        }
        Rates rates = new Rates(
                listed.base().inputPer1m(),
                listed.base().outputPer1m(),
                or(listed.base().cacheReadPer1m(), old.base().cacheReadPer1m()),
                or(listed.base().cacheWrite5mPer1m(), old.base().cacheWrite5mPer1m()),
                or(listed.base().cacheWrite1hPer1m(), old.base().cacheWrite1hPer1m()),
                listed.base().media().or(old.base().media()));
        return new Pricing(
                rates,
                listed.above().isEmpty() ? old.above() : listed.above(),
                listed.routes().isEmpty() ? old.routes() : listed.routes(),
                listed.serviceTiers().isEmpty() ? old.serviceTiers() : listed.serviceTiers(),
                listed.source(),
                listed.asOf());
    }

    private static Set<String> union(Set<String> old, Set<String> listed) {
        Set<String> all = new TreeSet<>(old);
        all.addAll(listed);
        return all;
    }

    private static Set<Feature> features(Set<Feature> old, Set<Feature> listed, Set<Feature> absent) {
        Set<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(old);
        all.addAll(listed);
        all.removeAll(absent);
        return all;
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T otherwise) {
        return first == null ? otherwise : first;
    }
}
