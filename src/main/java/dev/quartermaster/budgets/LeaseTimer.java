package dev.quartermaster.budgets;

import dev.quartermaster.telemetry.ScheduledJob;
import dev.quartermaster.telemetry.ServiceUp;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Renews the leases now and then, from the start on, and gives them back at the stop. */
@Singleton
class LeaseTimer implements ScheduledJob {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Leases leases;
    private final BudgetWatch watch;
    private final long pause;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(LeaseTimer::daemon);

    LeaseTimer(Leases leases, BudgetWatch watch, BudgetsConfig config) {
        this.leases = leases;
        this.watch = watch;
        this.pause = config.renewEvery().toMillis();
    }

    void start(@Observes ServiceUp up) {
        executor.scheduleWithFixedDelay(this::tick, 0, pause, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            leases.tick();
            watch.look();
        } catch (RuntimeException e) {
            Log.error("Leases of budgets were not renewed", e);
        }
    }

    @Override
    public String name() {
        return "budget-leases";
    }

    @Override
    public Uni<Void> run() {
        return leases.renewal().invoke(() -> {
            watch.look();
            Leases.Failure failure = leases.failure();
            if (failure != null) {
                throw new IllegalStateException(failure.detail());
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        executor.shutdownNow();
        try {
            leases.close().subscribeAsCompletionStage().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            Log.debug("Leases of budgets were not given back; they end by themselves");
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "budget-leases");
        thread.setDaemon(true);
        return thread;
    }
}
