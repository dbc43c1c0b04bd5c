package dev.quartermaster.storage.audit;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Books acts that are no change of a row of ours, such as the clearing of a cache. They have been done when they are booked: a
 * trail that is not available does not undo them, and the log has them in its place.
 */
@ApplicationScoped
public class AuditTrail {

    private final AuditRepository audit;

    public AuditTrail(AuditRepository audit) {
        this.audit = audit;
    }

    /**
     * Books an act. Never fails.
     *
     * @param action what was done, as a verb
     * @param subject which one of that kind; {@code all} where there is but one
     * @param details as JSON, without secrets; null for none
     */
    public Uni<Void> acted(Author author, String action, String kind, String subject, @Nullable String details) {
        return booked(List.of(AuditEntry.of(author, action, kind, subject, null, details)));
    }

    /** Books what was done; never fails. */
    public Uni<Void> booked(List<AuditEntry> entries) {
        return audit.book(entries).onFailure().recoverWithItem(e -> {
            Log.warnf("The audit trail is not available (%s); in its place: %s", e.getMessage(), entries);
            return null;
        });
    }
}
