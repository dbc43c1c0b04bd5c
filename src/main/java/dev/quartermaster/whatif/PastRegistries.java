package dev.quartermaster.whatif;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.history.ledger.RegistryVersionRepository;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.edit.HypotheticalRegistry;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.file.RegistryFileWriter;
import dev.quartermaster.whatif.SimulatedPolicy.RegistryChange;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds the registries that decisions were made from. */
@ApplicationScoped
public class PastRegistries {

    private final RegistryVersionRepository versions;
    private final ModelRegistry registry;
    private final HypotheticalRegistry hypotheticalRegistry;
    private final ObjectMapper json;
    private final RegistryFileWriter writer;

    PastRegistries(
            RegistryVersionRepository versions,
            ModelRegistry registry,
            HypotheticalRegistry hypotheticalRegistry,
            ObjectMapper json) {
        this.versions = versions;
        this.registry = registry;
        this.hypotheticalRegistry = hypotheticalRegistry;
        this.json = json;
        this.writer = new RegistryFileWriter(json);
    }

    /** Returns the registries of the past with these changes applied. */
    RegistryCache under(List<RegistryChange> changes) {
        return new RegistryCache(this, changes);
    }

    /**
     * Checks that the changes can be made to the current registry.
     *
     * @throws dev.quartermaster.domain.QuartermasterException when one may not, naming the field
     */
    public void check(List<RegistryChange> changes) {
        if (!changes.isEmpty()) {
            RegistryCache.changed(hypotheticalRegistry, text(registry.snapshot()), changes);
        }
    }

    /** Returns the models of a version with the changes applied; null when the version was not kept. */
    Uni<List<ModelSpec>> find(String version, List<RegistryChange> changes) {
        RegistrySnapshot now = registry.snapshot();
        if (now.version().equals(version)) {
            return Uni.createFrom().item(() -> changes.isEmpty() ? now.models() : changed(text(now), changes));
        }
        return versions.content(version)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(file -> file == null ? null : changed(file.getBytes(StandardCharsets.UTF_8), changes));
    }

    private List<ModelSpec> changed(byte[] file, List<RegistryChange> changes) {
        return RegistryCache.changed(hypotheticalRegistry, file, changes);
    }

    private byte[] text(RegistrySnapshot snapshot) {
        List<RegistryEntry> entries =
                snapshot.models().stream().map(RegistryEntry::of).toList();
        return writer.write(json.createObjectNode(), entries);
    }
}
