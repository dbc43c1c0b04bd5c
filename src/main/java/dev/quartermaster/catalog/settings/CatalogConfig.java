package dev.quartermaster.catalog.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The catalog of Bedrock's models. */
@ConfigMapping(prefix = "quartermaster.catalog.bedrock")
public interface CatalogConfig {

    /** Endpoint of the control plane; {@code {region}} is replaced by the region queried. */
    @WithDefault("https://bedrock.{region}.amazonaws.com")
    String baseUrl();

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

    /** Calls in flight at once. */
    @WithDefault("10")
    @Min(1) @Max(100) int concurrency();

    /** The longest wait for one call. */
    @WithDefault("10s")
    Duration timeout();

    /** Permits the bundled copy as the last fallback. */
    @WithDefault("true")
    boolean fallbackToBundled();

    /** The regions to ask; all known ones when it is not set. */
    Optional<List<String>> regions();
}
