package dev.quartermaster.catalog;

import dev.quartermaster.catalog.model.CatalogSource;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.store.BundledCatalog;
import dev.quartermaster.catalog.store.CacheMode;
import dev.quartermaster.catalog.store.CatalogCache;
import dev.quartermaster.telemetry.ServiceUp;
import dev.quartermaster.telemetry.StatusContributor;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import dev.quartermaster.telemetry.StatusContributor.State;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The catalog of Bedrock's models. It is loaded behind the start; one that is too old serves on while a single refresh
 * runs behind it. In cache mode {@code none} every query by {@link #index} and {@link #report} asks AWS again.
 *
 * <p>Answers that had to be waited for may arrive on a worker thread.
 */
@ApplicationScoped
public class BedrockCatalog {

    private final CatalogWaterfall waterfall;
    private final CatalogCache cache;
    private final CatalogConfig config;
    private final Clock clock;
    private final SingleFlight<ServedCatalog> loading = new SingleFlight<>();
    private final List<BiConsumer<CatalogIndex, Supplier<String>>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<ServedCatalog> current = new AtomicReference<>();
    private final AtomicReference<Instant> lastTry = new AtomicReference<>();

    BedrockCatalog(CatalogWaterfall waterfall, CatalogCache cache, CatalogConfig config, Clock clock) {
        this.waterfall = waterfall;
        this.cache = cache;
        this.config = config;
        this.clock = clock;
    }

    void warmUp(@Observes ServiceUp up) {
        served().subscribe().with(this::warnIfOutdated, failure -> Log.warn(failure.getMessage()));
    }

    @Produces
    @Singleton
    StatusContributor contributor() {
        return StatusContributor.of("bedrock_catalog", this::status);
    }

    ComponentStatus status() {
        return peekReport()
                .map(CatalogReport::status)
                .orElseGet(() -> new ComponentStatus(
                        State.UNKNOWN, clock.instant(), "no catalog is loaded", "Bedrock's models are not known"));
    }

    /** Registers a listener of each catalog that comes into use, and of its version. The listener must not block. */
    public void onLoad(BiConsumer<CatalogIndex, Supplier<String>> listener) {
        listeners.add(listener);
    }

    /** Returns the catalog; fails with {@link CatalogUnavailable} when no source gives one. */
    public Uni<CatalogIndex> index() {
        return served().map(ServedCatalog::index);
    }

    /** Returns the last catalog loaded, else the bundled copy, without waiting. Empty only where that may not serve. */
    public Optional<CatalogIndex> peek() {
        return peekServed().map(ServedCatalog::index);
    }

    /** Returns the {@link #index} with its details. */
    public Uni<CatalogReport> report() {
        return served().map(this::reportOf);
    }

    /** Returns the details of {@link #peek}, without waiting. */
    public Optional<CatalogReport> peekReport() {
        return peekServed().map(this::reportOf);
    }

    /**
     * Fetches from AWS now, or joins the fetch in progress. When that fails the catalog in use stays and the report says why;
     * fails with {@link CatalogUnavailable} only when there is none in use either.
     */
    public Uni<CatalogReport> refresh() {
        return refreshed().onItem().ifNull().switchTo(this::served).map(this::reportOf);
    }

    /** Reads a small file of the program, once, and only before the first load has ended. */
    private Optional<ServedCatalog> peekServed() {
        ServedCatalog now = current.get();
        return now == null ? waterfall.bundled() : Optional.of(now);
    }

    private Uni<ServedCatalog> served() {
        ServedCatalog now = current.get();
        if (now == null || config.cacheMode() == CacheMode.NONE) {
            return loading.join(this::load);
        }
        if (isStale(now)) {
            refreshBehind();
        }
        return Uni.createFrom().item(now);
    }

    private Uni<ServedCatalog> load() {
        return waterfall.load().invoke(this::take);
    }

    private void take(ServedCatalog loaded) {
        use(loaded);
        if (loaded.source() != CatalogSource.CACHE) {
            lastTry.set(clock.instant());
        }
        if (isStale(loaded)) {
            refreshBehind();
        }
    }

    private void use(ServedCatalog loaded) {
        current.set(loaded);
        listeners.forEach(listener -> listener.accept(loaded.index(), loaded.version()::word));
    }

    private void refreshBehind() {
        Instant last = lastTry.get();
        Instant now = clock.instant();
        boolean due = last == null || !now.isBefore(last.plus(config.refreshPause()));
        if (due && lastTry.compareAndSet(last, now)) {
            refreshed()
                    .subscribe()
                    .with(done -> {}, failure -> Log.warn("The Bedrock catalog was not refreshed", failure));
        }
    }

    /** Emits null when the fetch failed and no catalog is in use. */
    private Uni<ServedCatalog> refreshed() {
        return Uni.createFrom()
                .deferred(() -> waterfall.refresh(current.get()))
                .invoke(this::use)
                .onFailure()
                .recoverWithItem(this::keep);
    }

    private ServedCatalog keep(Throwable failure) {
        SkippedSource skipped = waterfall.skipped(CatalogSource.API, failure);
        Log.infof("The Bedrock catalog stays as it is: %s", skipped.reason());
        return current.updateAndGet(now -> now == null ? null : now.andSkipped(skipped));
    }

    private boolean isStale(ServedCatalog servedCatalog) {
        return servedCatalog.age(clock.instant()).compareTo(config.maxAge()) > 0;
    }

    private boolean isOutdated(ServedCatalog servedCatalog) {
        return servedCatalog.source() == CatalogSource.BUNDLED
                && BundledCatalog.isOld(servedCatalog.snapshot(), clock.instant());
    }

    private void warnIfOutdated(ServedCatalog servedCatalog) {
        if (isOutdated(servedCatalog)) {
            Log.warnf(
                    "The bundled Bedrock catalog serves and is %d days old: newer models are missing from it",
                    servedCatalog.age(clock.instant()).toDays());
        }
    }

    private CatalogReport reportOf(ServedCatalog servedCatalog) {
        return new CatalogReport(
                servedCatalog.snapshot(),
                servedCatalog.source(),
                servedCatalog.version().word(),
                servedCatalog.age(clock.instant()),
                isStale(servedCatalog),
                isOutdated(servedCatalog),
                waterfall.isFetching(),
                cache.state(),
                servedCatalog.skipped());
    }
}
