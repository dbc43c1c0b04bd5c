package dev.quartermaster.history.ledger;

import dev.quartermaster.history.journal.JournalKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Stores and finds the registries that decisions were made from. */
@ApplicationScoped
public class RegistryVersionRepository extends TableRepository<RegistryVersionEntity, String> {

    private static final TableColumns COLUMNS = TableColumns.of("registry_version", """
            version text, time timestamptz, content jsonb
            """);

    @Override
    TableColumns columns() {
        return COLUMNS;
    }

    @Override
    public JournalKind kind() {
        return JournalKind.REGISTRY_VERSION;
    }

    /** Returns the versions that are kept; none is ever removed. */
    public Uni<List<String>> versions() {
        return query(() -> getSession()
                .chain(session -> session.createNativeQuery("SELECT version FROM registry_version", String.class)
                        .getResultList()));
    }

    /** Finds the registry file of a version as JSON text; null if it was not kept. */
    public Uni<String> content(String version) {
        return query(() -> find("select content from RegistryVersionEntity where version = ?1", version)
                .project(String.class)
                .firstResult());
    }
}
