package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.InvocationAccess;
import dev.quartermaster.catalog.model.RegionAccess;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which models are wanted; a null leaves that question open.
 *
 * @param region one that offers it
 * @param provider its maker, in any case
 * @param streaming whether it streams
 * @param modality a word of its input or output, in any case
 * @param access a way to call it, in {@code region} when that is given
 */
public record ModelFilter(
        @Nullable String region,
        @Nullable String provider,
        @Nullable Boolean streaming,
        @Nullable String modality,
        @Nullable InvocationAccess access)
        implements Predicate<CatalogModel> {

    public static final ModelFilter ALL = new ModelFilter(null, null, null, null, null);

    ModelFilter in(String otherRegion) {
        return new ModelFilter(otherRegion, provider, streaming, modality, access);
    }

    @Override
    public boolean test(CatalogModel model) {
        return (provider == null
                        || provider.strip().equalsIgnoreCase(model.facts().provider()))
                && (streaming == null || streaming == model.facts().streaming())
                && (modality == null || speaks(model, modality.strip().toLowerCase(Locale.ROOT)))
                && offered(model);
    }

    private static boolean speaks(CatalogModel model, String word) {
        Set<String> in = model.facts().inputModalities();
        return in.contains(word) || model.facts().outputModalities().contains(word);
    }

    private boolean offered(CatalogModel model) {
        if (region != null) {
            return model.in(region).filter(this::reached).isPresent();
        }
        return access == null || model.regions().values().stream().anyMatch(this::reached);
    }

    private boolean reached(RegionAccess offer) {
        return access == null || offer.ways().contains(access);
    }
}
