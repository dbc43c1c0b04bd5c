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

    static RegistryEntry onto(RegistryEntry held, ImportRow row) {
        ModelSpec old = held.model();
        ModelSpec said = row.entry().model();
        boolean named = !said.name().equals(said.key().id());
        ModelSpec merged = new ModelSpec(
                old.key(),
                named ? said.name() : old.name(),
                union(old.capabilities(), said.capabilities()),
                features(old.features(), said.features(), row.absent()),
                pricing(old.pricing(), said.pricing()),
                old.rateLimits(),
                union(old.inputModalities(), said.inputModalities()),
                union(old.outputModalities(), said.outputModalities()),
                or(said.contextWindow(), old.contextWindow()),
                or(said.maxInputTokens(), old.maxInputTokens()),
                or(said.maxOutputTokens(), old.maxOutputTokens()),
                said.reasoning().equals(ReasoningRange.UNKNOWN) ? old.reasoning() : said.reasoning(),
                old.averageResponseTimeMs(),
                old.aliases(),
                old.fallbacks(),
                or(said.deprecationDate(), old.deprecationDate()),
                old.regions(),
                or(old.residency(), said.residency()),
                old.endpoints(),
                old.enabled());
        return new RegistryEntry(
                merged,
                or(row.entry().family(), held.family()),
                or(row.entry().releaseDate(), held.releaseDate()),
                held.note());
    }

    /** Prices of a list that gives fewer classes than are held stand for the whole only when they differ from those held. */
    private static Pricing pricing(Pricing old, Pricing said) {
        boolean same = old.base().inputPer1m().compareTo(said.base().inputPer1m()) == 0
                && old.base().outputPer1m().compareTo(said.base().outputPer1m()) == 0;
        if (!same) {
            return said;
        }
        Rates rates = new Rates(
                said.base().inputPer1m(),
                said.base().outputPer1m(),
                or(said.base().cacheReadPer1m(), old.base().cacheReadPer1m()),
                or(said.base().cacheWrite5mPer1m(), old.base().cacheWrite5mPer1m()),
                or(said.base().cacheWrite1hPer1m(), old.base().cacheWrite1hPer1m()));
        return new Pricing(
                rates,
                said.above().isEmpty() ? old.above() : said.above(),
                said.routes().isEmpty() ? old.routes() : said.routes(),
                said.source(),
                said.asOf());
    }

    private static Set<String> union(Set<String> old, Set<String> said) {
        Set<String> all = new TreeSet<>(old);
        all.addAll(said);
        return all;
    }

    private static Set<Feature> features(Set<Feature> old, Set<Feature> said, Set<Feature> absent) {
        Set<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(old);
        all.addAll(said);
        all.removeAll(absent);
        return all;
    }

    private static <T> @Nullable T or(@Nullable T first, @Nullable T otherwise) {
        return first == null ? otherwise : first;
    }
}
