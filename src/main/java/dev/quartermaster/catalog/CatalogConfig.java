package dev.quartermaster.catalog;

import dev.quartermaster.catalog.store.CacheMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Sets how long a catalog of Bedrock's models serves, and where it is kept. */
@ConfigMapping(prefix = "quartermaster.catalog.bedrock")
public interface CatalogConfig {

    /** Storage of a fetched catalog: {@code file}, {@code memory} or {@code none}. */
    @WithDefault("file")
    CacheMode cacheMode();

    /** The folder of the cache file; {@code quartermaster} in the user's cache folder when it is not set. */
    Optional<Path> cacheDir();

    /** The age from which a catalog is fetched again, the old one serving meanwhile. */
    @WithDefault("24h")
    Duration maxAge();

    /** The shortest pause between two attempts to fetch, so that an AWS that does not answer is left alone. */
    @WithDefault("5m")
    Duration refreshPause();

    /** Allows the bundled copy to serve when no other source has a catalog. */
    @WithDefault("true")
    boolean fallbackToBundled();
}
