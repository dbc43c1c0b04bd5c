package dev.quartermaster.routing;

import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.ledger.RegistryVersionRepository;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.edit.HypotheticalRegistry;
import dev.quartermaster.registry.file.RegistryEntry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes past selections again, from the registry that held then. */
@ApplicationScoped
public class PastSelections {

    private final RegistryVersionRepository versions;
    private final ModelRegistry registry;
    private final HypotheticalRegistry hypotheticalRegistry;
    private volatile @Nullable Ready last;

    /** A selector over the registry of one version. */
    private record Ready(String version, Selector selector) {}

    PastSelections(
            RegistryVersionRepository versions, ModelRegistry registry, HypotheticalRegistry hypotheticalRegistry) {
        this.versions = versions;
        this.registry = registry;
        this.hypotheticalRegistry = hypotheticalRegistry;
    }

    /** Makes the selection again; empty when its registry was not kept. */
    public Uni<Optional<Selection>> again(SelectionInputs inputs) {
        return selector(inputs.registryVersion()).map(found -> found.map(selector -> selector.select(inputs)));
    }

    /** The one found last is remembered: who reads one decision mostly reads others of the same time. */
    private Uni<Optional<Selector>> selector(String version) {
        Ready known = last;
        if (known != null && known.version().equals(version)) {
            return Uni.createFrom().item(Optional.of(known.selector()));
        }
        return models(version)
                .map(models -> models.map(found -> {
                    Ready fresh = new Ready(version, Selector.over(found));
                    last = fresh;
                    return fresh.selector();
                }));
    }

    private Uni<Optional<List<ModelSpec>>> models(String version) {
        RegistrySnapshot now = registry.snapshot();
        if (now.version().equals(version)) {
            return Uni.createFrom().item(Optional.of(now.models()));
        }
        return versions.content(version)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(file -> Optional.ofNullable(file).map(this::read));
    }

    private List<ModelSpec> read(String file) {
        return hypotheticalRegistry.read(file.getBytes(StandardCharsets.UTF_8)).entries().stream()
                .map(RegistryEntry::model)
                .sorted(Comparator.comparing(ModelSpec::key))
                .toList();
    }
}
