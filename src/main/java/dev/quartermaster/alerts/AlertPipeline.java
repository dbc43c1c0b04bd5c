package dev.quartermaster.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.jspecify.annotations.Nullable;

/** Puts together what an alert passes through: memory, the stream, the database, webhooks; the last two on one thread. */
@Singleton
class AlertPipeline {

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "quartermaster-alerts");
        thread.setDaemon(true);
        return thread;
    });

    private final AlertBuffer book;
    private final AlertStream stream;
    private final AlertRepository rows;
    private final AlertPersister keeper;
    private final @Nullable Webhooks webhooks;
    private final int memory;

    @Inject
    AlertPipeline(
            AlertsConfig config,
            AlertRepository rows,
            WebhookCall call,
            ObjectMapper json,
            Clock clock,
            RandomGenerator random) {
        this.memory = config.memory();
        this.book = new AlertBuffer(memory);
        this.stream = new AlertStream(config.streamBuffer());
        this.rows = rows;
        this.webhooks = new Webhooks(config, call, json, executor, clock, random, this::delivered);
        this.keeper = new AlertPersister(book, rows, quiet(executor), webhooks::send, stream::tell, memory, clock);
    }

    /** One that nothing leaves. */
    private AlertPipeline(int memory, AlertRepository rows) {
        this.memory = memory;
        this.book = new AlertBuffer(memory);
        this.stream = new AlertStream(memory);
        this.rows = rows;
        this.webhooks = null;
        this.keeper =
                new AlertPersister(book, rows, Runnable::run, alert -> {}, alert -> {}, memory, Clock.systemUTC());
    }

    static AlertPipeline closed(int memory) {
        return closed(memory, new NoAlertRepository());
    }

    static AlertPipeline closed(int memory, AlertRepository rows) {
        return new AlertPipeline(memory, rows);
    }

    /** @return whether it was new */
    boolean add(Alert alert) {
        if (!book.add(alert)) {
            return false;
        }
        stream.tell(alert);
        keeper.raised(alert);
        return true;
    }

    /** Empty when it is not in memory. */
    Optional<Alert> change(UUID id, UnaryOperator<Alert> change) {
        Optional<Alert> changed = book.change(id, change);
        changed.ifPresent(alert -> keeper.changed(id));
        return changed;
    }

    Multi<Alert> listen(Optional<UUID> last) {
        return stream.listen(() -> last.map(book::after).orElse(List.of()), memory);
    }

    AlertBuffer book() {
        return book;
    }

    AlertRepository rows() {
        return rows;
    }

    @Produces
    @Singleton
    StatusContributor contributor(Clock clock) {
        Instant start = clock.instant();
        return StatusContributor.of("alerts", () -> keeper.status(start));
    }

    @Produces
    @Singleton
    StatusContributor webhooksContributor(Clock clock) {
        Instant start = clock.instant();
        return StatusContributor.of("alert_webhooks", () -> webhooks.status(start));
    }

    void start(@Observes StartupEvent event, ChangeFeed feed) {
        feed.listen(PostgresAlertRepository.CHANNEL, keeper::refresh);
    }

    void stop(@Observes ShutdownEvent event) {
        executor.shutdownNow();
    }

    private void delivered(UUID id, String webhook, WebhookDelivery webhookDelivery) {
        change(id, alert -> alert.delivered(webhook, webhookDelivery));
    }

    /** A service that stops takes no more work, and that is no failure of whoever brings some. */
    private static java.util.concurrent.Executor quiet(ScheduledExecutorService executor) {
        return work -> {
            if (!executor.isShutdown()) {
                executor.execute(work);
            }
        };
    }
}
