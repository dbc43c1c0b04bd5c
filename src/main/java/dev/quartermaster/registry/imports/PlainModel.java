package dev.quartermaster.registry.imports;

import static dev.quartermaster.registry.file.Capabilities.ANALYSIS;
import static dev.quartermaster.registry.file.Capabilities.CODE_GENERATION;
import static dev.quartermaster.registry.file.Capabilities.EMBEDDINGS;
import static dev.quartermaster.registry.file.Capabilities.REASONING;
import static dev.quartermaster.registry.file.Capabilities.TEXT_GENERATION;
import static dev.quartermaster.registry.file.Capabilities.VISION;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.RateLimits;
import dev.quartermaster.registry.BedrockProfile;
import dev.quartermaster.registry.file.RegistryEntry;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A model of a list that tells little beside its price. What such a list does not tell is concluded: what writes text
 * streams, and is good for the general kinds of work.
 *
 * @param name null where the list gives none
 * @param window the most tokens of prompt and answer; where a list has only the prompt's limit, that
 */
record PlainModel(
        ModelKey key,
        @Nullable String name,
        boolean embedding,
        Set<Feature> features,
        Pricing pricing,
        @Nullable Long window,
        @Nullable Long maxOutput,
        @Nullable LocalDate deprecation) {

    RegistryEntry entry() {
        return RegistryEntry.of(new ModelSpec(
                key,
                name,
                capabilities(),
                known(),
                pricing,
                RateLimits.NONE,
                modalities(features.contains(Feature.VISION)),
                embedding ? Set.of("embedding") : Set.of("text"),
                window,
                null,
                maxOutput,
                null,
                List.of(),
                List.of(),
                deprecation,
                List.of(),
                BedrockProfile.residency(key).orElse(null),
                Set.of(),
                true));
    }

    private Set<Feature> known() {
        Set<Feature> known = EnumSet.noneOf(Feature.class);
        if (!embedding) {
            known.addAll(features);
            known.add(Feature.STREAMING);
        }
        return known;
    }

    private Set<String> capabilities() {
        if (embedding) {
            return Set.of(EMBEDDINGS);
        }
        Set<String> capabilities = new TreeSet<>(Set.of(TEXT_GENERATION, ANALYSIS, CODE_GENERATION));
        if (features.contains(Feature.VISION)) {
            capabilities.add(VISION);
        }
        if (features.contains(Feature.REASONING)) {
            capabilities.add(REASONING);
        }
        return capabilities;
    }

    private static Set<String> modalities(boolean vision) {
        return vision ? Set.of("text", "image") : Set.of("text");
    }
}
