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
}
