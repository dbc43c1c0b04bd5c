package dev.quartermaster.history.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Single requests of the ledger. To be called on a Vert.x context, as REST endpoints are. */
@ApplicationScoped
public class InvocationLedger {

    private final LedgerAccess access;
    private final InvocationStore store;

    InvocationLedger(LedgerAccess access, InvocationStore store) {
        this.access = access;
        this.store = store;
    }

    /** The request with this id; null if there is none. */
    public Uni<Invocation> find(UUID id) {
        return access.ask(() -> store.find(id));
    }

    /** What became of a decision: the requests that followed it, oldest first. */
    public Uni<List<Invocation>> ofDecision(UUID decisionId) {
        return access.ask(() -> store.ofDecision(decisionId));
    }
}
