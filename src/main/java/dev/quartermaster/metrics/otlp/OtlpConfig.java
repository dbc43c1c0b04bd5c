package dev.quartermaster.metrics.otlp;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "quartermaster.metrics.otlp")
public interface OtlpConfig {

    /** The address of a collector that takes OTLP by HTTP, such as {@code http://localhost:4318}; absent: nothing is sent. */
    Optional<String> endpoint();

    /** Headers of each call to the collector, such as one with a key. They are never shown. */
    Map<String, String> headers();

    /** Whether requests are traced. */
    @WithDefault("true")
    boolean traces();

    /** Whether the metrics are sent as well. */
    @WithDefault("true")
    boolean metrics();

    /** Share of requests that are traced, where the caller's own trace does not decide. */
    @WithDefault("1.0")
    @WithConverter(Bounds.Share.class)
    double sample();

    /** Time between two exports of metrics. */
    @WithDefault("60s")
    Duration interval();

    /** The longest wait for an answer of the collector, and for the last export when the service stops. */
    @WithDefault("10s")
    Duration timeout();
}
