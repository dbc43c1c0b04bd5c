package dev.quartermaster.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.alerts.Alert.WebhookDelivery;
import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Passes alerts to the buffer, the stream, the database and the webhooks; the last two on one thread. */
@Singleton
class AlertPipeline {

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "quartermaster-alerts");
        thread.setDaemon(true);
        return thread;
    });

    private final AlertBuffer buffer;
    private final AlertStream stream;
    private final AlertRepository repository;
    private final AlertPersister persister;
    private final Webhooks webhooks;
    private final int memory;

    @Inject
    AlertPipeline(
            AlertsConfig config,
            AlertRepository repository,
            WebhookCall call,
            ObjectMapper json,
            Clock clock,
            RandomGenerator random) {
        this.memory = config.memory();
        this.buffer = new AlertBuffer(memory);
        this.stream = new AlertStream(config.streamBuffer());
        this.repository = repository;
        this.webhooks = new Webhooks(config, call, json, executor, clock, random, this::delivered);
        this.persister = new AlertPersister(
                buffer, repository, untilShutdown(executor), webhooks::send, stream::publish, memory, clock);
    }

    /** Creates one without webhooks that stores alerts on the caller's thread. */
    AlertPipeline(int memory, AlertRepository repository) {
        this.memory = memory;
        this.buffer = new AlertBuffer(memory);
        this.stream = new AlertStream(memory);
        this.repository = repository;
        this.webhooks = new Webhooks(List.of());
        this.persister = new AlertPersister(
                buffer, repository, Runnable::run, alert -> {}, alert -> {}, memory, Clock.systemUTC());
    }

    /** Returns whether it was new. */
    boolean add(Alert alert) {
        if (!buffer.add(alert)) {
            return false;
        }
        stream.publish(alert);
        persister.raised(alert);
        return true;
    }

    /** Changes an alert in memory; empty if it is not there. */
    Optional<Alert> change(UUID id, UnaryOperator<Alert> change) {
        Optional<Alert> changed = buffer.change(id, change);
        changed.ifPresent(alert -> persister.changed(id));
        return changed;
    }

    Multi<Alert> listen(Optional<UUID> last) {
        return stream.listen(() -> last.map(buffer::after).orElse(List.of()), memory);
    }

    AlertBuffer buffer() {
        return buffer;
    }

    AlertRepository repository() {
        return repository;
    }

    @Produces
    @Singleton
    StatusContributor contributor(Clock clock) {
        Instant start = clock.instant();
        return StatusContributor.of("alerts", () -> persister.status(start));
    }

    @Produces
    @Singleton
    StatusContributor webhooksContributor(Clock clock) {
        Instant start = clock.instant();
        return StatusContributor.of("alert_webhooks", () -> webhooks.status(start));
    }

    void start(@Observes StartupEvent event, ChangeFeed feed) {
        feed.onChange(PostgresAlertRepository.CHANNEL, persister::refresh);
    }

    void stop(@Observes ShutdownEvent event) {
        executor.shutdownNow();
    }

    private void delivered(UUID id, String webhook, WebhookDelivery webhookDelivery) {
        change(id, alert -> alert.delivered(webhook, webhookDelivery));
    }

    /** Ignores work after the shutdown. */
    private static java.util.concurrent.Executor untilShutdown(ScheduledExecutorService executor) {
        return work -> {
            if (!executor.isShutdown()) {
                executor.execute(work);
            }
        };
    }
}
