package dev.quartermaster.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the registry comes from. */
@ConfigMapping(prefix = "quartermaster.registry")
public interface RegistryConfig {

    /** A registry file to use in place of the bundled one. */
    Optional<Path> path();

    /** Whether a change of that file is taken up by itself, within about a second. */
    @WithDefault("true")
    boolean watch();

    /**
     * Where edits through the API are kept: in the file, in the database as overrides over it, or, automatically, in the
     * file where that is configured and can be written, else in the database. Several instances need the database.
     */
    @WithDefault("auto")
    Edits edits();

    /**
     * Whether models that Bedrock's catalog has and whose price is known count as registered, and entries without regions
     * get those of the catalog; unset: while the bundled registry serves.
     */
    Optional<Boolean> fromCatalog();

    /** A place that keeps edits. */
    enum Edits {
        AUTO,
        FILE,
        DATABASE
    }
}
