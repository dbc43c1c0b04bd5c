package dev.quartermaster.metrics.cloudwatch;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "quartermaster.metrics.cloudwatch")
public interface CloudWatchConfig {

    /** Whether metrics are sent to CloudWatch. A function on Lambda writes lines instead; see {@code embedded}. */
    @WithDefault("false")
    boolean enabled();

    /** What the namespace begins with, before {@code /Models}. */
    @WithDefault("Quartermaster")
    String prefix();

    /** The region whose CloudWatch gets them. */
    @WithDefault("${aws.region:${aws.default.region:us-east-1}}")
    String region();

    /** The address of CloudWatch, where it is not the region's own. */
    Optional<String> baseUrl();

    /** Time between two flushes; after a failure twice as long each time, at most five minutes. */
    @WithDefault("60s")
    Duration interval();

    /** The most data in one call; the API allows 1,000. */
    @WithDefault("10")
    @WithConverter(Bounds.OneToThousand.class)
    int batchSize();

    /** Number of data that wait at which they are flushed before their time. */
    @WithDefault("500")
    @WithConverter(Bounds.Positive.class)
    int flushAt();

    /** The most data that wait for CloudWatch; beyond it the oldest are dropped. */
    @WithDefault("10000")
    @WithConverter(Bounds.Positive.class)
    int maxPending();

    /** The longest wait for an answer of CloudWatch, and for the last flush when the service stops. */
    @WithDefault("5s")
    Duration timeout();

    /** Whether a line in the embedded metric format is written for each request; if not set, on Lambda only. */
    Optional<Boolean> embedded();
}
