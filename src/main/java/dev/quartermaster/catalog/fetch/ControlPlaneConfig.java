package dev.quartermaster.catalog.fetch;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sets how Bedrock's control plane is asked for its models. */
@ConfigMapping(prefix = "quartermaster.catalog.bedrock")
public interface ControlPlaneConfig {

    /** Base URL of the control plane; {@code {region}} is replaced by the region. */
    @WithDefault("https://bedrock.{region}.amazonaws.com")
    String baseUrl();

    /** Calls in flight at once. */
    @WithDefault("10")
    @WithConverter(Bounds.OneToHundred.class)
    int concurrency();

    /** The longest wait for one call. */
    @WithDefault("10s")
    Duration timeout();

    /** The regions to ask; all known ones when it is not set. */
    Optional<List<String>> regions();
}
