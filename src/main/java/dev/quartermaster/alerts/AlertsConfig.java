package dev.quartermaster.alerts;

import dev.quartermaster.config.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@ConfigMapping(prefix = "quartermaster.alerts")
public interface AlertsConfig {

    /** Time in which an alert of one kind and subject is raised once; 0 to raise it every time. */
    @WithDefault("1h")
    Duration window();

    /** Retention of alerts in the database. */
    @WithDefault("90d")
    Duration keep();

    /** The most alerts kept in memory. */
    @WithDefault("1000")
    @WithConverter(Bounds.Positive.class)
    int memory();

    /** The most alerts that wait for one slow reader of the stream before it is dropped. */
    @WithDefault("256")
    @WithConverter(Bounds.Positive.class)
    int streamBuffer();

    /** Pause between two comments on an idle stream, which keep it open. */
    @WithDefault("15s")
    Duration heartbeat();

    /** The most alerts that wait for one webhook; beyond it the newest are not sent. */
    @WithDefault("1000")
    @WithConverter(Bounds.NotNegative.class)
    int webhookQueue();

    /** Retries of a delivery after a temporary failure; 0 for none. */
    @WithDefault("5")
    @WithConverter(Bounds.NotNegative.class)
    int webhookRetries();

    /** The pause before the first retry; doubled with every further one. */
    @WithDefault("1s")
    Duration webhookRetryBase();

    /** The longest pause before a retry, also if the webhook asks for a longer one. */
    @WithDefault("5m")
    Duration webhookRetryMax();

    /** Webhooks by a name of your choice. */
    Map<String, Webhook> webhooks();

    /** Receiver of alerts. */
    interface Webhook {

        /** Address that alerts are sent to. It may contain a secret and is never shown. */
        String url();

        /** Secret that signs the body; absent: it is not signed. */
        Optional<String> secret();

        /** Format of the request body. */
        @WithDefault("json")
        Format format();

        /** The kinds that are sent; absent: all. */
        Optional<List<AlertKind>> kinds();
    }

    enum Format {
        /** The alert as the HTTP interface shows it. */
        JSON,
        /** A message for Slack and compatible services. */
        SLACK
    }
}
