package dev.quartermaster.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of the registry. */
@ConfigMapping(prefix = "quartermaster.registry")
public interface RegistryConfig {

    /** A registry file to use in place of the bundled one. */
    Optional<Path> path();

    /** Reloads the file after a change, within about a second. */
    @WithDefault("true")
    boolean watch();

    /**
     * Storage of edits through the API: the file, overrides in the database, or automatic: the file if it is configured
     * and writable, else the database. Several instances need the database.
     */
    @WithDefault("auto")
    Edits edits();

    /**
     * Registers models of Bedrock's catalog with a known price, and adds the catalog's regions to entries without
     * regions; unset: only for the bundled registry.
     */
    Optional<Boolean> fromCatalog();

    /** A place that keeps edits. */
    enum Edits {
        AUTO,
        FILE,
        DATABASE
    }
}
