package dev.quartermaster.jobs;

import dev.quartermaster.catalog.BedrockCatalog;
import dev.quartermaster.telemetry.ScheduledJob;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Asks AWS for the catalog of Bedrock's models. A server does so by itself when its catalog is too old. */
@Singleton
class CatalogJob implements ScheduledJob {

    private final BedrockCatalog catalog;

    CatalogJob(BedrockCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "catalog-refresh";
    }

    @Override
    public Uni<Void> run() {
        return catalog.refresh().replaceWithVoid();
    }
}
