package dev.quartermaster.whatif;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.edit.Edit;
import dev.quartermaster.registry.edit.HypotheticalRegistry;
import dev.quartermaster.registry.file.RegistryDocument;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.routing.Selector;
import dev.quartermaster.whatif.SimulatedPolicy.RegistryChange;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The registries that one replay has met, each read once. */
final class RegistryCache {

    private final PastRegistries source;
    private final List<RegistryChange> changes;
    /** Empty for a version that was not kept. */
    private final Map<String, Optional<Selector>> read = new ConcurrentHashMap<>();

    RegistryCache(PastRegistries source, List<RegistryChange> changes) {
        this.source = source;
        this.changes = List.copyOf(changes);
    }

    /** Reads those of these versions that were not met before. */
    Uni<Void> load(Collection<String> versions) {
        List<String> fresh = versions.stream()
                .distinct()
                .filter(version -> !read.containsKey(version))
                .toList();
        if (fresh.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(fresh)
                .onItem()
                .transformToUniAndConcatenate(
                        version -> source.find(version, changes).invoke(models -> keep(version, models)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private void keep(String version, List<ModelSpec> models) {
        read.put(version, Optional.ofNullable(models).map(Selector::over));
    }

    /** A version that was loaded, ready for many choices; empty when it was not kept. */
    Optional<Selector> find(String version) {
        return read.getOrDefault(version, Optional.empty());
    }

    static List<ModelSpec> changed(
            HypotheticalRegistry hypotheticalRegistry, byte[] file, List<RegistryChange> changes) {
        RegistryDocument before = hypotheticalRegistry.read(file);
        Set<ModelKey> there =
                before.entries().stream().map(entry -> entry.model().key()).collect(Collectors.toSet());
        List<Edit> edits =
                changes.stream().flatMap(change -> change.edit(there).stream()).toList();
        RegistryDocument after = edits.isEmpty() ? before : hypotheticalRegistry.read(file, edits);
        return after.entries().stream()
                .map(RegistryEntry::model)
                .sorted(Comparator.comparing(ModelSpec::key))
                .toList();
    }
}
