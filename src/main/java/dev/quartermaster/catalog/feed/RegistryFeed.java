package dev.quartermaster.catalog.feed;

import dev.quartermaster.catalog.BedrockCatalog;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.registry.ModelRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Tells the registry what each new catalog says. Runs behind the start and behind every request; a
 * catalog that says nothing new changes nothing.
 */
@Singleton
class RegistryFeed {

    private final BedrockCatalog catalog;
    private final ModelRegistry registry;
    private String known = "";

    RegistryFeed(BedrockCatalog catalog, ModelRegistry registry) {
        this.catalog = catalog;
        this.registry = registry;
    }

    /** Before the catalog is warmed up behind the start, so that its first one is not missed. */
    void atStart(@Observes StartupEvent start) {
        if (registry.isSupplemented()) {
            catalog.onLoad(this::later);
        }
    }

    /** Catalogs arrive on event loops too, and some hundred entries are read. */
    private void later(CatalogIndex index, Supplier<String> version) {
        Infrastructure.getDefaultWorkerPool().execute(() -> feed(index, version));
    }

    /** Passes over a catalog that is not in use any more: the one in use was announced after it. */
    private synchronized void feed(CatalogIndex index, Supplier<String> name) {
        try {
            String version = name.get();
            if (!version.equals(known)
                    && catalog.peek().filter(now -> now == index).isPresent()) {
                registry.supplement(new CatalogEntries(registry.bundled()).of(index.snapshot(), version));
                known = version;
            }
        } catch (RuntimeException e) {
            Log.error("The registry could not take what Bedrock's catalog says", e);
        }
    }
}
