package dev.quartermaster.routing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.history.History;
import dev.quartermaster.history.RegistryVersionRecord;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.EntryWriter;
import dev.quartermaster.registry.file.RegistryEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps every registry that decisions are made from, so that they can be made again. Never waits, never fails. */
@ApplicationScoped
public class RegistryArchive {

    private final History history;
    private final ObjectMapper json;
    private final Clock clock;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RegistrySnapshot last;

    RegistryArchive(History history, ObjectMapper json, Clock clock) {
        this.history = history;
        this.json = json;
        this.clock = clock;
    }

    /** A decision is made from it. Costs one volatile read unless it is new. */
    void noticed(RegistrySnapshot snapshot) {
        if (snapshot != last) {
            last = snapshot;
            if (kept.add(snapshot.version())) {
                history.record(new RegistryVersionRecord(snapshot.version(), clock.instant(), () -> file(snapshot)))
                        .subscribe()
                        .with(done -> {});
            }
        }
    }

    /** The models as they held, wherever they came from. */
    private ObjectNode file(RegistrySnapshot snapshot) {
        ObjectNode file = json.createObjectNode();
        var models = file.putArray("models");
        snapshot.models().forEach(model -> models.add(EntryWriter.write(RegistryEntry.of(model))));
        return file;
    }
}
