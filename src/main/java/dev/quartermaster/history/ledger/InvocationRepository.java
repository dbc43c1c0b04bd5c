package dev.quartermaster.history.ledger;

import dev.quartermaster.history.journal.JournalKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Stores requests and finds single ones. */
@ApplicationScoped
public class InvocationRepository extends TableRepository<Invocation, UUID> {

    @Override
    public JournalKind kind() {
        return JournalKind.INVOCATION;
    }

    /** Finds a request; null if there is none. */
    public Uni<Invocation> byId(UUID id) {
        return query(() -> find("id", id).firstResult());
    }

    /** Returns the requests that followed a decision, oldest first. */
    public Uni<List<Invocation>> ofDecision(UUID decisionId) {
        return query(() -> list("decisionId = ?1 order by time", decisionId));
    }
}
