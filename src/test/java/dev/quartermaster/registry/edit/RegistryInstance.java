package dev.quartermaster.registry.edit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryConfig;
import dev.quartermaster.registry.RegistryConfig.Edits;
import dev.quartermaster.registry.RegistryFiles;
import dev.quartermaster.storage.audit.AuditTrail;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.DatabaseInstance;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The registry of one process. */
final class RegistryInstance extends DatabaseInstance {

    final ModelRegistry registry;
    final OverrideFeed feed;
    final RegistryEditor editor;
    private final EditQueue queue = new EditQueue();

    /** @param file null for the bundled registry */
    RegistryInstance(int port, Path file) {
        super(port);
        ObjectMapper json = new ObjectMapper();
        RegistryConfig files = RegistryFiles.config(file, Edits.AUTO);
        registry = new ModelRegistry(files, json, Clock.systemUTC());
        EditTarget place = new EditTarget(files, registry);
        DatabaseEdits edits = new DatabaseEdits(
                registry, new RegistryOverrideRepository(access, sessions, config, audit, json), queue);
        editor =
                new RegistryEditor(registry, place, queue, new FileEdits(registry, json), edits, new AuditTrail(audit));
        feed = new OverrideFeed(place, queue, edits, changes, Clock.systemUTC());
        feed.start(null);
    }

    boolean isCurrent() {
        return feed.status().state() == State.OK;
    }

    List<EntryChange> apply(List<Edit> wanted, Author author) {
        return editor.apply(wanted, author).await().atMost(PATIENCE);
    }

    /** Like a caller who tries again while the database is away. */
    void applyPatiently(List<Edit> wanted, Author author) {
        editor.apply(wanted, author)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(50))
                .atMost(20)
                .await()
                .atMost(PATIENCE);
    }

    @Override
    public void close() {
        queue.stop();
        super.close();
    }
}
