package dev.quartermaster.alerts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "quartermaster.alerts")
public interface AlertsConfig {

    /** Within such a time the same kind is told once of the same subject; 0 for every time. */
    @WithDefault("1h")
    Duration window();

    /** How long an alert is kept in the database. */
    @WithDefault("90d")
    Duration keep();

    /** The most alerts kept in memory. */
    @WithDefault("1000")
    @Min(1) int memory();

    /** The most alerts that wait for one slow reader of the stream before it is dropped. */
    @WithDefault("256")
    @Min(1) int streamBuffer();

    /** The pause between two signs of life on a stream on which nothing happens. */
    @WithDefault("15s")
    Duration heartbeat();

    /** The most alerts that wait for one webhook; beyond it the newest are not sent. */
    @WithDefault("1000")
    @Min(0) int webhookQueue();

    /** How often an alert is sent to a webhook that fails for a reason that may pass; 0 for once. */
    @WithDefault("5")
    @Min(0) int webhookRetries();

    /** The pause before the second try; doubled with every further one. */
    @WithDefault("1s")
    Duration webhookRetryBase();

    /** The longest pause before another try, also where the webhook asks for more. */
    @WithDefault("5m")
    Duration webhookRetryMax();

    /** By a name of your choice. */
    Map<String, Webhook> webhooks();

    /** Where alerts are sent. */
    interface Webhook {

        /** Where alerts are sent. May hold a secret, so it is never shown. */
        String url();

        /** Signs what is sent; absent: it is not signed. */
        Optional<String> secret();

        /** What is sent. */
        @WithDefault("json")
        Format format();

        /** The kinds that are sent; absent: all. */
        Optional<List<AlertKind>> kinds();
    }

    enum Format {
        /** The alert as the interface shows it. */
        JSON,
        /** A message for Slack and what understands the same. */
        SLACK
    }
}
