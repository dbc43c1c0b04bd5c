package dev.quartermaster.registry.edit;

import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.Reload;
import dev.quartermaster.storage.audit.AuditTrail;
import dev.quartermaster.storage.audit.Author;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Changes the registry. */
@ApplicationScoped
public class RegistryEditor {

    private final ModelRegistry registry;
    private final EditTarget place;
    private final EditQueue queue;
    private final FileEdits file;
    private final DatabaseEdits database;
    private final AuditTrail audit;

    RegistryEditor(
            ModelRegistry registry,
            EditTarget place,
            EditQueue queue,
            FileEdits file,
            DatabaseEdits database,
            AuditTrail audit) {
        this.registry = registry;
        this.place = place;
        this.queue = queue;
        this.file = file;
        this.database = database;
        this.audit = audit;
    }

    /**
     * Makes all of these edits or none; each sees the registry as it was before the first. Returns when they hold here
     * and would survive a restart, with one change for each edit, in their order. Fails with a {@link
     * dev.quartermaster.domain.QuartermasterException}: {@code invalid_request} with the reader's own reason and the
     * field, {@code model_not_found}, {@code conflict}, {@code precondition_failed}, or {@code registry_unavailable}
     * where there is no place to keep them now.
     */
    public Uni<List<EntryChange>> apply(List<Edit> edits, Author author) {
        return queue.run(() -> place.isDatabase() ? database.apply(edits, author) : inFile(edits, author))
                .invoke(changes -> announce(changes, author));
    }

    /** Says what {@link #apply} would do, or fails as it would, and changes nothing. */
    public Uni<List<EntryChange>> check(List<Edit> edits) {
        return queue.run(
                () -> Uni.createFrom().item(() -> place.isDatabase() ? database.check(edits) : file.check(edits)));
    }

    /** Reads everything again, the file and what is kept in the database; a bad file changes nothing. */
    public Uni<Reload> reload(Author author) {
        return queue.run(() -> (place.isDatabase() ? database.refresh() : nothing())
                        .onFailure()
                        .recoverWithItem(RegistryEditor::withoutDatabase)
                        .emitOn(queue.thread())
                        .map(read -> registry.reload()))
                .call(reload -> audit.acted(
                        author, "reload", "registry", reload.snapshot().version(), null));
    }

    private Uni<List<EntryChange>> inFile(List<Edit> edits, Author author) {
        return Uni.createFrom().item(() -> file.apply(edits)).call(changes -> book(changes, author));
    }

    private Uni<Void> book(List<EntryChange> changes, Author author) {
        return audit.booked(
                AuditRows.of(changes.stream().filter(EntryChange::isEffective).toList(), author));
    }

    private static void announce(List<EntryChange> changes, Author author) {
        changes.stream()
                .filter(EntryChange::isEffective)
                .forEach(change -> Log.infof(
                        "Registry: %s of %s by %s (%s)", change.action(), change.key(), author.who(), author.source()));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static Void withoutDatabase(Throwable e) {
        Log.warnf("Changes kept in the database could not be read again: %s", e.getMessage());
        return null;
    }
}
