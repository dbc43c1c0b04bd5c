package dev.quartermaster.registry;

import dev.quartermaster.registry.RegistryConfig.Edits;
import java.nio.file.Path;
import java.util.Optional;

/** Configurations of a registry, for tests of other packages. */
public final class RegistryFiles {

    private RegistryFiles() {}

    /** @param file null for the bundled registry */
    public static RegistryConfig config(Path file, Edits edits) {
        return new RegistryConfig() {
            @Override
            public Optional<Path> path() {
                return Optional.ofNullable(file);
            }

            @Override
            public boolean watch() {
                return false;
            }

            @Override
            public Optional<Boolean> fromCatalog() {
                return Optional.empty();
            }

            @Override
            public Edits edits() {
                return edits;
            }
        };
    }
}
