package dev.quartermaster.registry;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.RegistryEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Supplement to the registry file from the Bedrock catalog. It never overrides the file: an entry of the file stays as
 * it is, apart from regions it does not name.
 *
 * @param version a hash of the content; empty for none
 * @param entries further models
 * @param regions regions that offer a model
 */
public record CatalogSupplement(String version, List<RegistryEntry> entries, Map<ModelKey, List<String>> regions) {

    public static final CatalogSupplement NONE = new CatalogSupplement("", List.of(), Map.of());

    public CatalogSupplement {
        entries = List.copyOf(entries);
        regions = Map.copyOf(regions);
    }

    /**
     * Those of {@link #entries} whose names are free.
     *
     * @param settled models about which somebody has decided otherwise, such as to remove them
     */
    List<RegistryEntry> beside(List<RegistryEntry> file, Set<ModelKey> settled) {
        Set<ModelKey> taken = new HashSet<>(settled);
        for (RegistryEntry entry : file) {
            ModelKey key = entry.model().key();
            taken.add(key);
            entry.model().aliases().forEach(alias -> taken.add(new ModelKey(key.provider(), alias)));
        }
        return entries.stream().filter(entry -> taken.add(entry.model().key())).toList();
    }

    /** The model with the regions that it does not name itself. */
    ModelSpec placed(ModelSpec model) {
        List<String> offered = regions.get(model.key());
        return offered == null || !model.regions().isEmpty() ? model : model.in(offered);
    }
}
