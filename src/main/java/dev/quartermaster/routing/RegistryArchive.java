package dev.quartermaster.routing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.history.History;
import dev.quartermaster.history.RegistryVersionRecord;
import dev.quartermaster.history.journal.JournalEntry;
import dev.quartermaster.history.ledger.RegistryVersionRepository;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.EntryWriter;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.storage.DatabaseState;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the registries and the circumstances that decisions are made from, so that they can be made again. Never waits,
 * never fails.
 */
@ApplicationScoped
public class RegistryArchive {

    private final History history;
    private final RegistryVersionRepository versions;
    private final DatabaseState database;
    private final ObjectMapper json;
    private final Clock clock;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private final CircumstancesArchive circumstances;
    private volatile @Nullable RegistrySnapshot last;

    RegistryArchive(
            History history,
            RegistryVersionRepository versions,
            DatabaseState database,
            ObjectMapper json,
            Clock clock) {
        this.history = history;
        this.versions = versions;
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.circumstances = new CircumstancesArchive(this::keep, () -> history.setbacks());
    }

    /** A registry takes some 200 KB: one that the database has is not written again by every process that starts. */
    void start(@Observes StartupEvent event) {
        database.onMigrated(() -> versions.versions()
                .subscribe()
                .with(kept::addAll, e -> Log.debugf("The kept registries are not known: %s", e.getMessage())));
    }

    /** A decision is made from it. Costs one volatile read unless it is new. */
    void noticed(RegistrySnapshot snapshot) {
        if (snapshot != last) {
            last = snapshot;
            if (kept.add(snapshot.version())) {
                keep(new RegistryVersionRecord(snapshot.version(), clock.instant(), () -> file(snapshot)));
            }
        }
    }

    /** The circumstances that a decision of this time refers to, which are kept before it; null where none are kept. */
    @Nullable Circumstances circumstances(SelectionInputs inputs, Instant time) {
        return circumstances.of(inputs, time);
    }

    private void keep(JournalEntry entry) {
        history.record(entry).subscribe().with(done -> {});
    }

    /** The models as they held, wherever they came from. */
    private ObjectNode file(RegistrySnapshot snapshot) {
        ObjectNode file = json.createObjectNode();
        var models = file.putArray("models");
        snapshot.models().forEach(model -> models.add(EntryWriter.write(RegistryEntry.of(model))));
        return file;
    }
}
