package dev.quartermaster.registry.edit;

import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryConfig;
import dev.quartermaster.registry.RegistryConfig.Edits;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;

/** Target of edits, chosen once at start, so that an instance never splits them between two stores. */
@Singleton
class EditTarget {

    private final boolean database;

    EditTarget(RegistryConfig config, ModelRegistry registry) {
        boolean writable = registry.file().filter(EditTarget::canBeReplaced).isPresent();
        this.database = config.edits() == Edits.DATABASE || (config.edits() == Edits.AUTO && !writable);
    }

    boolean isDatabase() {
        return database;
    }

    /** Returns whether the file can be replaced by a new one beside it; this needs a writable folder too. */
    private static boolean canBeReplaced(Path file) {
        try {
            Path real = file.toRealPath();
            return Files.isWritable(real) && Files.isWritable(real.getParent());
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
