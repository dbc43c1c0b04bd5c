package dev.quartermaster.jobs;

import dev.quartermaster.telemetry.ServiceUp;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Says {@link ServiceUp} as soon as the HTTP server has all of its instances, and lets scheduled work begin. Quarkus has an
 * event for the first instance that listens, but none for the last one, and none when live reload keeps the server: so
 * this looks whether Vert.x lists the server, which it does once an instance listens, with as many instances as it is to
 * have, each of which it adds with its event loop.
 */
@Singleton
class StartSignal {

    private static final long LOOK_MILLIS = 5;

    private final BooleanSupplier deployed;
    private final Runnable announcement;
    private final ScheduledExecutorService executor;
    private volatile boolean stopped;

    @Inject
    StartSignal(Vertx vertx, StartBanner banner, Scheduler scheduler, Event<ServiceUp> event) {
        this(
                () -> banner.isOnLambda() || isDeployed(vertx),
                () -> {
                    // Its configuration starts it halted; where it is switched off, as on Lambda, there is nothing to
                    // resume.
                    if (scheduler.isStarted()) {
                        scheduler.resume();
                    }
                    event.fire(new ServiceUp());
                },
                Infrastructure.getDefaultWorkerPool());
    }

    StartSignal(BooleanSupplier deployed, Runnable announcement, ScheduledExecutorService executor) {
        this.deployed = deployed;
        this.announcement = announcement;
        this.executor = executor;
    }

    /** After all others: with the last of them Quarkus opens the socket. */
    void atStart(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent event) {
        look();
    }

    static boolean isDeployed(Vertx vertx) {
        return vertx.deploymentIDs().stream()
                .map(((VertxInternal) vertx)::getDeployment)
                .filter(Objects::nonNull)
                .anyMatch(server -> server.getVerticles().size()
                        == server.deploymentOptions().getInstances());
    }

    void look() {
        if (stopped) {
            return;
        }
        if (deployed.getAsBoolean()) {
            announcement.run();
        } else {
            executor.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** A start that failed ends here too, and nothing begins any more. */
    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }
}
