package dev.quartermaster.registry.edit;

import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Changes the registry. */
@ApplicationScoped
public class RegistryEditor {

    /**
     * Makes all of these edits or none; each sees the registry as it was before the first. Returns when they hold here
     * and would survive a restart, with one change for each edit, in their order. Fails with a {@link
     * dev.quartermaster.domain.QuartermasterException}: {@code invalid_request} with the reader's own reason and the
     * field, {@code model_not_found}, {@code conflict}, {@code precondition_failed}, or {@code registry_unavailable}
     * where there is no place to keep them now.
     */
    public Uni<List<EntryChange>> apply(List<Edit> edits, Author author) {
        return Uni.createFrom().failure(new UnsupportedOperationException("not there yet"));
    }

    /** Says what {@link #apply} would do, or fails as it would, and changes nothing. */
    public Uni<List<EntryChange>> check(List<Edit> edits) {
        return Uni.createFrom().failure(new UnsupportedOperationException("not there yet"));
    }
}
