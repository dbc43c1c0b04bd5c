package dev.quartermaster.history.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds the registries that decisions were made from. */
@ApplicationScoped
public class RegistryVersionRepository extends HistoryRepository<RegistryVersionEntity, String> {

    /** The registry file of a version as JSON text; null when it was not kept. */
    public Uni<String> content(String version) {
        return ask(() -> find("select content from RegistryVersionEntity where version = ?1", version)
                .project(String.class)
                .firstResult());
    }
}
