package dev.quartermaster.history.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Finds single requests of the history. */
@ApplicationScoped
public class InvocationRepository extends HistoryRepository<Invocation, UUID> {

    /** The request with this id; null if there is none. */
    public Uni<Invocation> one(UUID id) {
        return ask(() -> find("id", id).firstResult());
    }

    /** Returns the requests that followed a decision, oldest first. */
    public Uni<List<Invocation>> ofDecision(UUID decisionId) {
        return ask(() -> list("decisionId = ?1 order by time", decisionId));
    }
}
