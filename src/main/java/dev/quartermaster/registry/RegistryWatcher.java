package dev.quartermaster.registry;

import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the registry file at short intervals, on a thread of its own: a slow file system holds up nothing else. */
@Startup
@ApplicationScoped
class RegistryWatcher {

    private static final long LOOK_EVERY_MS = 500;

    private final ModelRegistry registry;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(RegistryWatcher::daemon);

    RegistryWatcher(ModelRegistry registry) {
        this.registry = registry;
        if (registry.isWatched()) {
            looks.scheduleWithFixedDelay(this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Catches everything: after an exception the executor would never look again, and say nothing. */
    private void look() {
        try {
            registry.reloadIfChanged();
        } catch (RuntimeException e) {
            Log.error("The registry file could not be looked at; trying again", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "registry-watch");
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void stop() {
        looks.shutdownNow();
    }
}
