package dev.quartermaster.registry.edit;

import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryContent;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.registry.file.RegistryDocument;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads registries that do not hold: those of the past, and what edits would make of them. Keeps and changes nothing. */
@ApplicationScoped
public class HypotheticalRegistry {

    private final ModelRegistry registry;

    HypotheticalRegistry(ModelRegistry registry) {
        this.registry = registry;
    }

    /** @throws dev.quartermaster.registry.file.UnusableRegistry when the file is no registry at all */
    public RegistryDocument read(byte[] file) {
        return registry.read(content(file));
    }

    /**
     * The same with these edits made, by the rules of those that are kept.
     *
     * @throws dev.quartermaster.domain.QuartermasterException when one may not be made, naming the field
     */
    public RegistryDocument read(byte[] file, List<Edit> edits) {
        return edits.isEmpty()
                ? read(file)
                : Draft.of(edits, content(file), registry).document();
    }

    private static RegistryContent content(byte[] file) {
        return new RegistryContent(file, Overrides.NONE);
    }
}
