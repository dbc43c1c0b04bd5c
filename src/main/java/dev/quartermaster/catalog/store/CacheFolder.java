package dev.quartermaster.catalog.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Default folder of the cache file: the XDG cache folder. */
public final class CacheFolder {

    private static final String OURS = "quartermaster";

    private CacheFolder() {}

    /**
     * @param configured wins over everything
     * @param environment looks up an environment variable, null when it is not set
     * @param home the user's home folder
     */
    public static Path of(Optional<Path> configured, UnaryOperator<String> environment, String home) {
        return configured.orElseGet(
                () -> base(environment.apply("XDG_CACHE_HOME"), home).resolve(OURS));
    }

    /** The XDG specification has relative paths ignored. */
    private static Path base(String xdg, String home) {
        if (xdg != null && !xdg.isBlank() && Path.of(xdg.strip()).isAbsolute()) {
            return Path.of(xdg.strip());
        }
        return Path.of(home, ".cache");
    }
}
