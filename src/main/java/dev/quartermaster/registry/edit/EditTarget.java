package dev.quartermaster.registry.edit;

import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryConfig;
import dev.quartermaster.registry.RegistryConfig.Edits;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where edits are kept, settled once, at start: an instance must not keep some here and some there. */
@Singleton
class EditTarget {

    private final boolean database;

    EditTarget(RegistryConfig config, ModelRegistry registry) {
        boolean writable = registry.file().filter(EditTarget::canBeReplaced).isPresent();
        this.database = config.edits() == Edits.DATABASE || config.edits() == Edits.AUTO && !writable;
    }

    boolean isDatabase() {
        return database;
    }

    /** By a new file that is written beside it: the folder counts as much as the file. */
    private static boolean canBeReplaced(Path file) {
        try {
            Path real = file.toRealPath();
            return Files.isWritable(real) && Files.isWritable(real.getParent());
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
