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

    /** Retention of alerts in the database. */
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

    /** Retries of a delivery after a temporary failure; 0 for none. */
    @WithDefault("5")
    @Min(0) int webhookRetries();

    /** The pause before the second try; doubled with every further one. */
    @WithDefault("1s")
    Duration webhookRetryBase();

    /** The longest pause before another try, also where the webhook asks for more. */
    @WithDefault("5m")
    Duration webhookRetryMax();

    /** Webhooks by a name of your choice. */
    Map<String, Webhook> webhooks();

    /** Receiver of alerts. */
    interface Webhook {

        /** Address that alerts are sent to. It may contain a secret and is never shown. */
        String url();

        /** Signs what is sent; absent: it is not signed. */
        Optional<String> secret();

        /** Format of the request body. */
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
