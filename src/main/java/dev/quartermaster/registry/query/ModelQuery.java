package dev.quartermaster.registry.query;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Tasks;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which models are wanted. Every part must hold; one that is null or empty leaves its question open.
 *
 * @param capabilities all of them
 * @param features all of them
 * @param inputPer1m the price of uncached input on the ordinary route, for ordinary prompts
 * @param minContextWindow tokens; a model whose window is unknown does not have it
 * @param text words that all stand in its qualified id, name, aliases or family, in any case
 * @param alias another name it answers to, in any case
 * @param family in any case
 */
public record ModelQuery(
        @Nullable ProviderId provider,
        Set<String> capabilities,
        Set<Feature> features,
        PriceRange inputPer1m,
        @Nullable Long minContextWindow,
        @Nullable Boolean enabled,
        @Nullable String text,
        @Nullable String alias,
        @Nullable String family)
        implements Predicate<RegistryEntry> {

    public static final ModelQuery ALL =
            new ModelQuery(null, Set.of(), Set.of(), PriceRange.ANY, null, null, null, null, null);

    public ModelQuery {
        capabilities = Set.copyOf(capabilities);
        features = Set.copyOf(features);
    }

    @Override
    public boolean test(RegistryEntry entry) {
        ModelSpec model = entry.model();
        return (provider == null || provider.equals(model.key().provider()))
                && Tasks.capabilities(model).containsAll(capabilities)
                && model.features().containsAll(features)
                && inputPer1m.holds(model.pricing().base().inputPer1m())
                && (minContextWindow == null || holdsWindow(model, minContextWindow))
                && (enabled == null || enabled == model.enabled())
                && (alias == null || model.aliases().stream().anyMatch(alias::equalsIgnoreCase))
                && (family == null || family.equalsIgnoreCase(entry.family()))
                && (text == null || holdsText(entry, text));
    }

    private boolean holdsWindow(ModelSpec model, long tokens) {
        return model.contextWindow() != null && model.contextWindow() >= tokens;
    }

    private boolean holdsText(RegistryEntry entry, String words) {
        ModelSpec model = entry.model();
        List<String> places = Stream.concat(
                        Stream.of(model.key().toString(), model.name(), entry.family() == null ? "" : entry.family()),
                        model.aliases().stream())
                .map(ModelQuery::lower)
                .toList();
        return Stream.of(lower(words).strip().split("\\s+"))
                .allMatch(word -> places.stream().anyMatch(place -> place.contains(word)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
